import { unique } from '../../support/app/builders.ts'
import { testPassword } from '../../support/app/session.ts'
import { waitFor } from '../../support/app/wait.ts'
import { expect, feedback, test } from '../fixtures.ts'

test('a new person signs up, proves the address by code, and is led to the task', async ({ site, page, guard }) => {
  const email = `${unique('new')}@example.com`
  guard.expectStatus(/\/client\/sign_ups/, 422)
  await page.goto('/sign-up')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Enter verification code').pressSequentially('000000')
  await expect(feedback(page)).toContainText('Incorrect code')
  const mail = await waitFor('the mail', () => site.clerk.store.mails.find(({ to, code }) => to === email && code !== null))
  // Clerk UI clears a wrong code itself, a moment later.
  await expect(page.getByLabel('Enter verification code')).toHaveValue('')
  await page.getByLabel('Enter verification code').pressSequentially(mail.code ?? '')
  await expect(page).toHaveURL(/\/task/)
  await expect(page.getByRole('heading', { name: 'Setup your organization' })).toBeVisible()
  expect(site.clerk.store.userByEmail(email)).toBeDefined()
})

test('what the form refuses is said at the field: a short password, a taken address', async ({ site, page, guard }) => {
  const person = await site.make.person('Ann')
  guard.expectStatus('/__clerk/v1/client/sign_ups', 422)
  await page.goto('/sign-up')
  await page.getByLabel('Email address').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill('short')
  await expect(feedback(page, 'info').last()).toContainText('Your password must contain 8 or more characters.')
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(feedback(page)).toContainText('That email address is taken. Please try another.')
})

test('an invited person signs up with the ticket of the link and is a member', async ({ site, page }) => {
  const admin = await site.make.person('Ann')
  const organization = await site.make.organization(admin, 'Acme')
  const email = `${unique('guest')}@example.com`
  await site.make.client.organizations.createOrganizationInvitation({
    organizationId: organization.id, emailAddress: email, role: 'org:admin', redirectUrl: `${site.url}/sign-up`,
  })
  const mail = await waitFor('the mail', () => site.clerk.store.mails.find(({ to }) => to === email))
  await page.goto(mail.link ?? '')
  await expect(page).toHaveURL(/\/sign-up/)
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page).toHaveURL(/\/done$/)
  const { data } = await site.make.client.organizations.getOrganizationMembershipList({ organizationId: organization.id })
  expect(data.map(m => [m.publicUserData?.identifier, m.role])).toContainEqual([email, 'org:admin'])
})

test('an invited person who has an account signs in with the ticket of the link', async ({ site, page }) => {
  const [admin, guest] = [await site.make.person('Ann'), await site.make.person('Gail')]
  const organization = await site.make.organization(admin, 'Acme')
  await site.make.client.organizations.createOrganizationInvitation({
    organizationId: organization.id, emailAddress: guest.email, role: 'org:member', redirectUrl: `${site.url}/sign-in`,
  })
  const mail = await waitFor('the mail', () => site.clerk.store.mails.find(({ to }) => to === guest.email))
  await page.goto(mail.link ?? '')
  await expect(page).toHaveURL(/\/done$/)
  expect(site.clerk.store.memberships.by('userId', guest.id)).toHaveLength(1)
})

test('an invited person who is signed in joins by the link alone', async ({ site, page, openAs }) => {
  const [admin, guest] = [await site.make.person('Ann'), await site.make.person('Gail')]
  const organization = await site.make.organization(admin, 'Acme')
  await openAs(guest, '/done', await site.make.organization(guest))
  await site.make.client.organizations.createOrganizationInvitation({
    organizationId: organization.id, emailAddress: guest.email, role: 'org:member', redirectUrl: `${site.url}/list`,
  })
  const mail = await waitFor('the mail', () => site.clerk.store.mails.find(({ to }) => to === guest.email))
  await page.goto(mail.link ?? '')
  await expect(page).toHaveURL(/\/list\?.*__clerk_status=complete/)
  await expect(page.getByRole('button', { name: /Acme/ })).toBeVisible()
})

test.describe('with sign-up restricted', () => {
  test.use({ clerkOptions: { settings: { signUp: { mode: 'restricted' } } } })

  test('only a ticket lets somebody in', async ({ site, page }) => {
    await page.goto('/sign-in')
    await expect(page.getByLabel('Email address')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Sign up' })).toHaveCount(0)
    await page.goto('/sign-up')
    await expect(page.getByText('Access restricted')).toBeVisible()
    const email = `${unique('guest')}@example.com`
    await site.make.client.invitations.createInvitation({ emailAddress: email, redirectUrl: `${site.url}/sign-up` })
    const mail = await waitFor('the mail', () => site.clerk.store.mails.find(({ to }) => to === email))
    await page.goto(mail.link ?? '')
    await page.getByLabel('Password', { exact: true }).fill(testPassword)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page).toHaveURL(/\/task/)
    expect(site.clerk.store.userByEmail(email)).toBeDefined()
  })
})
