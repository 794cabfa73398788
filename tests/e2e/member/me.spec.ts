import { startApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'
import { openAs } from '../../support/page/people.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

test('a person sees their organizations, joins one they were invited to, and leaves another', async ({ app, page }) => {
  const [person, admin] = [await app.make.person('Max', 'Member'), await app.make.person('Ann', 'Admin')]
  const [own, joined, inviting] = [await app.make.organization(person, 'Own'), await app.make.organization(admin, 'Joined'), await app.make.organization(admin, 'Inviting')]
  await app.make.member(joined, person)
  await app.make.client.organizations.createOrganizationInvitation({ organizationId: inviting.id, emailAddress: person.email, role: 'org:member', inviterUserId: admin.id })
  await openAs(app, page, person, '/me')
  await expect(page.getByRole('link', { name: 'Own' })).toBeVisible()

  await page.getByRole('button', { name: 'Leave Joined' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByText('You left Joined').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Joined' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Join Inviting' }).click()
  await expect(page).toHaveURL(`${app.url}/orgs/${inviting.slug}`)
  await page.goto('/me')
  await expect(page.getByRole('link', { name: 'Inviting' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Own' })).toHaveAttribute('href', `/orgs/${own.slug}`)
})

test('who leaves their last organization is led to the task, and back', async ({ app, page }) => {
  const [person, admin] = [await app.make.person('Max', 'Member'), await app.make.person('Ann', 'Admin')]
  const only = await app.make.organization(admin, 'Only')
  await app.make.member(only, person)
  await openAs(app, page, person, '/me')
  await page.getByRole('button', { name: 'Leave Only' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect(page).toHaveURL(/\/session-tasks\/choose-organization\?redirect_url=\/me$/)
  await page.getByLabel('Name').fill(unique('Own'))
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page).toHaveURL(`${app.url}/me`)
  await expect(page.getByRole('link', { name: /^Own/ })).toBeVisible()
})

test('the last who manages an organization can\'t leave it, and is told why', async ({ app, page, guard }) => {
  guard.expectStatus(/\/__clerk\/v1\//, 400)
  const person = await app.make.person('Ann', 'Admin')
  await app.make.organization(person, 'Alone')
  await openAs(app, page, person, '/me')
  await page.getByRole('button', { name: 'Leave Alone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByText('The organization needs at least one person who can manage members.').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Alone' })).toBeVisible()
})

test('a person changes their own name in Clerk\'s profile', async ({ app, page }) => {
  const person = await app.make.person('Ann', 'Admin')
  await app.make.organization(person, 'Own')
  await openAs(app, page, person, '/me')
  await page.getByRole('link', { name: 'Profile and security' }).click()
  await page.getByRole('button', { name: 'Update profile' }).click()
  await page.getByLabel('First name').fill('Anna')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await app.make.client.users.getUser(person.id)).firstName).toBe('Anna')
})

test('where membership is optional, a person works on their own, and comes back to an organization', async ({ browser, guard }) => {
  const app = await startApp({ clerk: { settings: { organizations: { membershipRequired: false } } }, env: { NUXT_PUBLIC_PERSONAL_ACCOUNTS: 'true' } })
  try {
    const page = await (await browser.newContext({ baseURL: app.url })).newPage()
    guard.watch(page)
    const person = await app.make.person('Ann', 'Admin')
    const organization = await app.make.organization(person, 'Optional')
    await openAs(app, page, person, `/orgs/${organization.slug}`)
    await expectOverview(page, organization)
    await page.getByRole('button', { name: 'Open organization switcher' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /Personal account/ }).click()
    await expect(page).toHaveURL(`${app.url}/me`)
    await expect(page.getByText('You are working outside of every organization.')).toBeVisible()
    await page.getByRole('link', { name: 'Optional' }).click()
    await expectOverview(page, organization)
    await page.goto('/me')
    await page.getByRole('button', { name: 'Work on my own' }).click()
    await expect(page.getByText('You are working outside of every organization.')).toBeVisible()
    await page.context().close()
  }
  finally { await app.close() }
})
