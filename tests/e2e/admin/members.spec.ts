import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { addMembers } from '../../../bench/pages/fill.ts'
import { openAs } from '../../support/page/people.ts'
import type { TestApp } from '../../support/app/app.ts'
import { untilQuiet } from '../../support/page/quiet.ts'
import { expect, test } from '../fixtures.ts'

const PLAIN = ['org:sys_memberships:read', 'org:sys_billing:read', 'org:projects:create']

/** An admin Ann, a member Max, and Lea, who may manage members and no more; her role is new for each test. */
async function team(app: TestApp, name: string) {
  const role = await app.make.role([...PLAIN, 'org:sys_memberships:manage'], 'Lead')
  const [ann, max, lea] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member'), await app.make.person('Lea', 'Lead')]
  const organization = await app.make.organization(ann, name, { seats: 10 })
  await app.make.member(organization, max)
  await app.make.member(organization, lea, role.key)
  await app.clerk.webhooks.settled()
  return { ann, max, lea, organization, path: `/orgs/${organization.slug}/members`, api: `/api/orgs/${organization.slug}/members` }
}

/** An admin Ann and a member Max, without a role of their own: Clerk allows ten in an instance. */
async function pair(app: TestApp, name: string) {
  const [ann, max] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(ann, name, { seats: 10 })
  await app.make.member(organization, max)
  await app.clerk.webhooks.settled()
  return { ann, organization, path: `/orgs/${organization.slug}/members` }
}

const row = (page: Page, name: string) => page.getByRole('table', { name: 'Members' }).getByRole('row', { name })
/** What is shown beside a button; it has the role of a tooltip inside, unseen. */
const tooltip = (page: Page) => page.locator('[data-reka-popper-content-wrapper]')

test('an admin gives another role and removes a member after a question', async ({ app, page }) => {
  const { ann, max, path, api } = await team(app, 'Managed')
  await openAs(app, page, ann, path)

  await page.getByRole('button', { name: 'Role of Max Member: Member' }).click()
  await expect(page.getByRole('menuitemcheckbox', { name: 'Member' })).toBeChecked()
  await page.getByRole('menuitemcheckbox', { name: 'Admin' }).click()
  await expect(page.getByRole('button', { name: 'Role of Max Member: Admin' })).toBeVisible()
  await expect(page.getByText('Max Member is Admin now').first()).toBeVisible()
  expect((await app.fetchAs(max, api.replace('/members', '/invitations'))).status).toBe(200)

  await page.getByRole('button', { name: 'Remove Max Member' }).click()
  await page.getByRole('dialog', { name: 'Remove Max Member?' }).getByRole('button', { name: 'Cancel' }).click()
  await expect(row(page, 'Max Member')).toBeVisible()
  await page.getByRole('button', { name: 'Remove Max Member' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(row(page, 'Max Member')).toHaveCount(0)
  await expect(page.getByText('Max Member was removed').first()).toBeVisible()
  await page.reload()
  await expect(row(page, 'Lea Lead')).toBeVisible()
  await expect(row(page, 'Max Member')).toHaveCount(0)
})

test('what one\'s rank doesn\'t allow stays, says why, and does nothing, by keyboard too', async ({ app, page }) => {
  const { lea, path } = await team(app, 'Ranked')
  await openAs(app, page, lea, path)
  const why = 'Ann Admin may do more than you.'
  for (const name of ['Remove Ann Admin', 'Role of Ann Admin: Admin']) {
    const button = page.getByRole('button', { name })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription(why)
    await button.focus()
    await expect(tooltip(page)).toContainText(why)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await button.blur()
    await expect(tooltip(page)).toHaveCount(0)
    // The words stay while the pointer is on them, and through a press of the button.
    await button.hover({ force: true })
    await tooltip(page).hover()
    // Longer than they linger after it.
    await page.waitForTimeout(500)
    await expect(tooltip(page)).toContainText(why)
    await button.click({ force: true })
    await expect(tooltip(page)).toContainText(why)
    await page.mouse.move(0, 0)
    await expect(tooltip(page)).toHaveCount(0)
    await button.blur()
  }

  const roleOfMax = page.getByRole('button', { name: 'Role of Max Member' })
  await roleOfMax.focus()
  await page.keyboard.press('Enter')
  const admin = page.getByRole('menuitemcheckbox', { name: /^Admin/ })
  await expect(admin).toBeDisabled()
  await expect(admin).toContainText('May do more than your own role.')
  await page.getByRole('menuitemcheckbox', { name: /^Lead/ }).first().focus()
  await page.keyboard.press('Escape')
  await expect(roleOfMax).toBeFocused()
})

test('the last one who can manage members can\'t leave, and is told so at a touch', async ({ app, page }) => {
  const ann = await app.make.person('Ann', 'Alone')
  const organization = await app.make.organization(ann, 'Alone')
  await page.setViewportSize({ width: 390, height: 844 })
  await openAs(app, page, ann, `/orgs/${organization.slug}/members`)
  const leave = page.getByRole('button', { name: 'Leave this organization' })
  await expect(leave).toHaveAccessibleDescription('The organization needs at least one person who can manage members.')
  // Playwright takes aria-disabled for disabled.
  await leave.click({ force: true })
  await expect(tooltip(page)).toContainText('The organization needs at least one person who can manage members.')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('a member sees no acts but leaving, and leaves', async ({ app, page }) => {
  const { max, path, organization } = await team(app, 'Left')
  await app.make.member(await app.make.organization(await app.make.person(), 'Other'), max)
  await app.clerk.webhooks.settled()
  await openAs(app, page, max, path)
  await expect(row(page, 'Ann Admin')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Remove|^Role of/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Leave this organization' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByText('You left the organization')).toBeVisible()
  await expect(page).toHaveURL(/\/orgs\?notice=left$/)
  const { data } = await app.make.client.organizations.getOrganizationMembershipList({ organizationId: organization.id, limit: 10 })
  expect(data.map(({ publicUserData }) => publicUserData?.firstName).sort()).toEqual(['Ann', 'Lea'])
})

test('what Clerk doesn\'t do is taken back and said', async ({ app, page, guard }) => {
  const { ann, max, path, api } = await team(app, 'Failing')
  guard.expectStatus(`${api}/${max.id}`, 503)
  await openAs(app, page, ann, path)
  const roleOfMax = page.getByRole('button', { name: 'Role of Max Member: Member' })
  await expect(roleOfMax).toBeEnabled()
  app.clerk.faults.add({ kind: 'error', status: 500, path: '/organizations/*' })
  try {
    await roleOfMax.click()
    await page.getByRole('menuitemcheckbox', { name: 'Admin' }).click()
    await expect(page.getByText('The role was not changed').first()).toBeVisible()
    await expect(roleOfMax).toBeVisible()
    await page.getByRole('button', { name: 'Remove Max Member' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByText('The member was not removed').first()).toBeVisible()
    await expect(row(page, 'Max Member')).toBeVisible()
  }
  finally { app.clerk.faults.clear() }
})

test('an admin looks at one role, in another order, and comes back to the same list', async ({ app, page }) => {
  const { ann, path } = await team(app, 'Sorted')
  await openAs(app, page, ann, path)
  const names = page.getByRole('table', { name: 'Members' }).locator('tbody p.font-medium')
  await expect(names).toHaveText([/Lea Lead/, /Max Member/, /Ann Admin/])
  await page.getByRole('combobox', { name: 'Order' }).click()
  await page.getByRole('option', { name: 'By name' }).click()
  await expect(names).toHaveText([/Ann Admin/, /Lea Lead/, /Max Member/])
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Member', exact: true }).click()
  await expect(names).toHaveText([/Max Member/])
  await expect(page.getByText('1 person')).toBeVisible()
  await page.reload()
  await expect(names).toHaveText([/Max Member/])

  // The page of roles leads to the holders of each.
  await page.getByRole('link', { name: 'Roles' }).click()
  await page.getByRole('columnheader', { name: /^Admin/ }).getByRole('link', { name: '1 person' }).click()
  await expect(names).toHaveText([/Ann Admin/])
})

test('an admin acts on many at once; who can\'t be changed says so before, and who is refused comes back', async ({ app, page }) => {
  const { lea, organization, path } = await team(app, 'Many')
  const more = await Promise.all(Array.from({ length: 3 }, async (_, n) => app.make.person(`Kim${n}`, 'Crew')))
  for (const person of more) await app.make.member(organization, person)
  await app.clerk.webhooks.settled()
  await openAs(app, page, lea, path)
  const bar = page.getByRole('region', { name: 'Acts on the chosen members' })
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).click()
  await expect(bar).toContainText('5 people chosen')
  await expect(page.getByRole('checkbox', { name: 'Choose Lea Lead' })).toHaveCount(0)
  await expect(bar.getByRole('button', { name: 'Remove' })).toHaveAccessibleDescription('Ann Admin may do more than you.')
  await page.getByRole('checkbox', { name: 'Choose Ann Admin' }).click()
  await bar.getByRole('button', { name: 'Change role' }).click()
  await expect(page.getByRole('menuitem', { name: /^Admin/ })).toBeDisabled()
  await page.getByRole('menuitem', { name: /^Lead/ }).first().click()
  await expect(page.getByText('4 people are Lead now').first()).toBeVisible()
  await expect(bar).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Role of Max Member: Lead' })).toBeVisible()

  // Clerk fails: nobody is gone, those refused stay chosen, and the bar says why.
  for (const name of ['Choose Kim0 Crew', 'Choose Kim1 Crew']) await page.getByRole('checkbox', { name }).click()
  app.clerk.faults.add({ kind: 'error', status: 500, path: '/organizations/*' })
  try {
    await bar.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog', { name: 'Remove 2 people?' }).getByRole('button', { name: 'Remove' }).click()
    await expect(bar).toContainText('2 people could not be changed')
    await expect(bar.getByRole('listitem')).toHaveCount(2)
    await expect(row(page, 'Kim0 Crew')).toBeVisible()
  }
  finally { app.clerk.faults.clear() }
  const { violations } = await new AxeBuilder({ page }).exclude('.cl-rootBox').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)).toEqual([])

  await bar.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('2 people were removed').first()).toBeVisible()
  await expect(row(page, 'Kim0 Crew')).toHaveCount(0)
  await expect(bar).toHaveCount(0)
  const { data } = await app.make.client.organizations.getOrganizationMembershipList({ organizationId: organization.id, limit: 10 })
  expect(data.map(({ publicUserData }) => publicUserData?.firstName).sort()).toEqual(['Ann', 'Kim2', 'Lea', 'Max'])
})

test('the menu of a row works by keyboard and gives the focus back', async ({ app, page }) => {
  const { ann, path } = await pair(app, 'Keyed')
  await openAs(app, page, ann, path)
  const button = page.getByRole('button', { name: 'Role of Max Member: Member' })
  await button.focus()
  await untilQuiet(page)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menu', { name: 'Role of Max Member: Member' })).toBeVisible()
  // What is behind an open menu has no role.
  await expect(page.locator('button[aria-label="Role of Max Member: Member"]')).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('menuitemcheckbox').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
  await button.press('Enter')
  await page.getByRole('menuitemcheckbox', { name: 'Admin' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Role of Max Member: Admin' })).toBeFocused()
})

test('ten thousand members: the list goes on page by page, and the search finds the last of them', async ({ app, page }) => {
  const { ann, organization, path } = await pair(app, 'Crowded')
  await app.fetchAs(ann, `/api/orgs/${organization.slug}`, { organizationId: organization.id })
  addMembers(app.databaseFile, organization.id, 10_000)
  await openAs(app, page, ann, path)
  await expect(page.getByText('10,002 people')).toBeVisible()
  const rows = page.getByRole('table', { name: 'Members' }).locator('tbody tr')
  for (const count of [50, 100, 150]) {
    await expect(rows).toHaveCount(count)
    await expect(page.getByText(`${count} of 10,002`)).toBeVisible()
    await page.getByRole('button', { name: 'Show more' }).click()
  }
  await expect(rows).toHaveCount(200)
  await page.getByRole('searchbox', { name: 'Search members' }).fill('9999@example.com')
  await expect(rows).toHaveCount(1)
  await expect(page.getByText('1 person', { exact: true })).toBeVisible()
})
