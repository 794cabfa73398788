import { signInOnPage } from '../support/people.ts'
import { expect, test } from './fixtures.ts'

test('a person sees their organizations, joins one they were invited to, and leaves another', async ({ app, page }) => {
  const [person, admin] = [await app.make.person('Max', 'Member'), await app.make.person('Ann', 'Admin')]
  const [own, joined, inviting] = [await app.make.organization(person, 'Own'), await app.make.organization(admin, 'Joined'), await app.make.organization(admin, 'Inviting')]
  await app.make.member(joined, person)
  await app.make.client.organizations.createOrganizationInvitation({ organizationId: inviting.id, emailAddress: person.email, role: 'org:member', inviterUserId: admin.id })
  await signInOnPage(page, person, '/me')
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

test('the last who manages an organization can\'t leave it, and is told why', async ({ app, page, guard }) => {
  guard.expectStatus(/\/__clerk\/v1\//, 400)
  const person = await app.make.person('Ann', 'Admin')
  await app.make.organization(person, 'Alone')
  await signInOnPage(page, person, '/me')
  await page.getByRole('button', { name: 'Leave Alone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByText('The organization needs at least one person who can manage members.').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Alone' })).toBeVisible()
})

test('a person changes their own name in Clerk\'s profile', async ({ app, page }) => {
  const person = await app.make.person('Ann', 'Admin')
  await app.make.organization(person, 'Own')
  await signInOnPage(page, person, '/me')
  await page.getByRole('link', { name: 'Profile and security' }).click()
  await page.getByRole('button', { name: 'Update profile' }).click()
  await page.getByLabel('First name').fill('Anna')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await app.make.client.users.getUser(person.id)).firstName).toBe('Anna')
})
