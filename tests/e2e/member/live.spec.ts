import type { Page } from '@playwright/test'
import type { TestApp } from '../../support/app/app.ts'
import { openAs } from '../../support/page/people.ts'
import { untilQuiet } from '../../support/page/quiet.ts'
import { setInSight } from '../../support/page/sight.ts'
import { unique } from '../../support/app/builders.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

/** An organization with an admin and a member. */
async function team(app: TestApp, seats?: number) {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Live', { seats })
  await app.make.member(organization, member)
  const role = (role: string) => app.make.client.organizations.updateOrganizationMembership({ organizationId: organization.id, userId: member.id, role })
  return { admin, member, organization, role, members: `/orgs/${organization.slug}/members` }
}

/** Opens a page as a person, waits until its stream is open, and fails if it is ever loaded anew. */
async function open(app: TestApp, page: Page, person: { email: string }, path: string) {
  const streaming = page.waitForResponse(response => response.url().endsWith('/events') && response.status() === 200)
  await openAs(app, page, person, path)
  await streaming
  await page.evaluate(() => { Object.assign(window, { sameDocument: true }) })
}

const isSameDocument = (page: Page) => page.evaluate(() => 'sameDocument' in window)
const may = (page: Page, permission: string) => page.evaluate(slug => (window as unknown as { Clerk: { session: { checkAuthorization: (ask: object) => boolean } } }).Clerk.session.checkAuthorization({ permission: slug }), permission)

test('a member who is promoted and demoted sees it at once, without signing in again', async ({ app, page }) => {
  const { member, members, role } = await team(app)
  await open(app, page, member, members)
  await expect(page.getByRole('cell', { name: 'Ann Admin' })).toBeVisible()
  const invite = page.getByRole('main').getByRole('button', { name: 'Invite', exact: true })
  const pending = page.getByText('Pending invitations')
  await expect(pending).toBeHidden()
  await role('org:admin')
  await expect(pending).toBeVisible()
  await expect(invite).toBeEnabled()
  await expect.poll(() => may(page, 'org:sys_memberships:manage')).toBe(true)
  await invite.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  // What an admin's page asked for is answered; it would be refused now.
  await untilQuiet(page)
  await role('org:member')
  await expect(pending).toBeHidden()
  await expect.poll(() => may(page, 'org:sys_memberships:manage')).toBe(false)
  expect(await isSameDocument(page)).toBe(true)
})

test('an admin who is demoted is led away from what admins see, whatever was looked for there', async ({ app, page, guard }) => {
  const { member, organization, role } = await team(app)
  // What is on its way when the role ends is refused, by the app and by Clerk.
  guard.expectStatus(new RegExp(`^/(api/orgs/${organization.slug}|__clerk/v1/organizations/${organization.id})/`), 403)
  await role('org:admin')
  await app.clerk.webhooks.settled()
  await open(app, page, member, `/orgs/${organization.slug}/invitations`)
  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Revoked' }).click()
  await expect(page).toHaveURL(/status=revoked/)
  await role('org:member')
  await expect(page).toHaveURL(new RegExp(`/orgs/${organization.slug}\\?denied=/invitations$`))
  expect(await isSameDocument(page)).toBe(true)
})

test('a member who is removed is led out at once', async ({ app, page, guard }) => {
  const { admin, member, organization, members } = await team(app)
  guard.expectStatus(new RegExp(`^/api/orgs/${organization.slug}`), 404)
  guard.expectStatus(/\/__clerk\/v1\//, 404)
  const other = await app.make.organization(member, 'Other')
  await open(app, page, member, members)
  await expect(page.getByRole('cell', { name: 'Ann Admin' })).toBeVisible()
  await app.make.client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: member.id })
  await expect(page).toHaveURL(/\/session-tasks\/choose-organization\?notice=not_found$/)
  await expect(page.getByText('That organization isn’t here')).toBeVisible()
  await expect(page.getByText(admin.email)).toHaveCount(0)
  await page.getByRole('button', { name: 'Other' }).click()
  await expectOverview(page, { slug: other.slug, name: 'Other' })
  expect(await isSameDocument(page)).toBe(true)
})

test('a member who is removed is led out also of a tab that only clerk-js tells', async ({ app, page, guard }) => {
  const { admin, member, organization, members } = await team(app)
  guard.expectStatus(new RegExp(`^/api/orgs/${organization.slug}`), 404)
  await page.addInitScript(() => Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }))
  await openAs(app, page, member, members)
  await expect(page.getByRole('cell', { name: 'Ann Admin' })).toBeVisible()
  await untilQuiet(page)
  await app.make.client.organizations.deleteOrganizationMembership({ organizationId: organization.id, userId: member.id })
  await page.evaluate(() => (window as unknown as { Clerk: { __internal_reloadInitialResources: () => Promise<unknown> } }).Clerk.__internal_reloadInitialResources())
  await expect(page).toHaveURL(/\/session-tasks\/choose-organization\?notice=not_found$/)
  await expect(page.getByText('That organization isn’t here')).toBeVisible()
  await expect(page.getByText(admin.email)).toHaveCount(0)
})

test('what others do shows in an open tab: a newcomer, a new name, a new slug', async ({ app, page, guard }) => {
  const { member, organization, members } = await team(app)
  // What was on its way while the slug changed.
  guard.expectStatus(new RegExp(`^/api/orgs/${organization.slug}`), 404)
  await open(app, page, member, members)
  await expect(page.getByText('2 people')).toBeVisible()
  const newcomer = await app.make.person('Nia', 'Newcomer')
  await app.make.member(organization, newcomer)
  await expect(page.getByRole('cell', { name: 'Nia Newcomer' })).toBeVisible()
  await expect(page.getByText('3 people')).toBeVisible()
  await app.make.client.users.updateUser(newcomer.id, { lastName: 'Settled' })
  await expect(page.getByRole('cell', { name: 'Nia Settled' })).toBeVisible()

  await page.getByRole('link', { name: 'Overview' }).first().click()
  await expectOverview(page, organization)
  await app.make.client.organizations.updateOrganization(organization.id, { name: 'Renamed' })
  await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open organization switcher' })).toContainText('Renamed')
  const slug = unique('moved')
  await app.make.client.organizations.updateOrganization(organization.id, { slug })
  await expectOverview(page, { slug, name: 'Renamed' })
  await app.make.client.organizations.updateOrganization(organization.id, { name: 'Renamed again' })
  await expect(page.getByRole('heading', { name: 'Renamed again' })).toBeVisible()
  expect(await isSameDocument(page)).toBe(true)
})

test('two people: what one does shows to the other', async ({ app, page, newPersonPage }) => {
  const { admin, organization } = await team(app)
  const invitations = `/orgs/${organization.slug}/invitations`
  const second = await app.make.person('Sam', 'Second')
  await app.make.member(organization, second, 'org:admin')
  const theirs = await newPersonPage()
  await Promise.all([open(app, page, admin, invitations), open(app, theirs, second, invitations)])
  await page.getByRole('main').getByRole('button', { name: 'Invite', exact: true }).first().click()
  await page.getByLabel('E-mail address').fill('guest@example.com')
  await page.getByRole('dialog').getByRole('button', { name: 'Send invitation' }).click()
  await expect(theirs.getByRole('cell', { name: 'guest@example.com', exact: true })).toBeVisible()
  await theirs.getByRole('button', { name: 'Actions for guest@example.com' }).click()
  await theirs.getByRole('menuitem', { name: 'Revoke' }).click()
  await theirs.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('cell', { name: 'guest@example.com', exact: true })).toHaveCount(0)
})

test('one connection a tab, none while it is out of sight, and nothing missed meanwhile', async ({ app, page }) => {
  const { member, organization, members } = await team(app)
  const opened: string[] = [], closed: string[] = []
  page.on('request', request => request.url().endsWith('/events') && opened.push(request.url()))
  page.on('requestfailed', request => request.url().endsWith('/events') && closed.push(request.url()))
  await open(app, page, member, members)
  await page.getByRole('link', { name: 'Overview' }).first().click()
  await expectOverview(page, organization)
  await page.getByRole('link', { name: 'Members' }).first().click()
  await expect(page.getByRole('cell', { name: 'Ann Admin' })).toBeVisible()
  expect([opened.length, closed.length]).toEqual([1, 0])

  await setInSight(page, false)
  await expect.poll(() => closed.length).toBe(1)
  await app.make.member(organization, await app.make.person('Nia', 'Newcomer'))
  await app.clerk.webhooks.settled()
  await expect(page.getByRole('cell', { name: 'Nia Newcomer' })).toHaveCount(0)
  await setInSight(page, true)
  await expect(page.getByRole('cell', { name: 'Nia Newcomer' })).toBeVisible()
  expect(opened.length).toBe(2)
})

test('a burst of changes is few requests', async ({ app, page }) => {
  const { member, organization, members } = await team(app, 50)
  const bees = await Promise.all(Array.from({ length: 30 }, (_, at) => app.make.person('Busy', `Bee${at}`)))
  await open(app, page, member, members)
  const asked: string[] = []
  page.on('request', request => request.url().includes(`/api/orgs/${organization.slug}/members`) && asked.push(request.url()))
  await Promise.all(bees.map(bee => app.make.member(organization, bee)))
  await expect(page.getByText('32 people')).toBeVisible()
  expect(asked.length).toBeLessThan(16)
})
