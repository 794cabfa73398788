import { unique } from '../../support/app/builders.ts'
import { openAs } from '../../support/page/people.ts'
import { testPassword } from '../../support/app/session.ts'
import { waitFor } from '../../support/app/wait.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

test('an admin invites, the invited person accepts from the mailbox, and both see it', async ({ app, page, newPersonPage }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Inviting')
  const email = `${unique('guest')}@example.com`

  await test.step('invite', async () => {
    await openAs(app, page, admin, `/orgs/${organization.slug}/invitations`)
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    await page.getByLabel('E-mail address').fill('nonsense')
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await expect(page.getByText('Enter a valid e-mail address')).toBeVisible()
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await expect(page.getByText(`Invitation sent to ${email}`).first()).toBeVisible()
    await expect(page.getByRole('table', { name: 'Invitations' }).getByText(email)).toBeVisible()
  })

  const guest = await newPersonPage()
  await test.step('accept', async () => {
    const mail = await waitFor('the mail', () => app.clerk.store.mails.find(({ to, link }) => to === email && link !== null))
    await guest.goto(`${app.clerk.url}/mailbox/${mail.id}`)
    await guest.getByRole('link', { name: /accept/i }).click()
    await expect(guest).toHaveURL(/\/sign-up/)
    await guest.getByLabel('Password', { exact: true }).fill(`${testPassword}-of-gus`)
    await guest.getByRole('button', { name: 'Continue', exact: true }).click()
    await expectOverview(guest, { slug: organization.slug, name: 'Inviting' })
    expect(guest.url()).not.toContain('ticket')
  })

  await test.step('both see it', async () => {
    await guest.getByRole('link', { name: 'Members' }).first().click()
    await expect(guest.getByRole('table', { name: 'Members' }).getByText(email)).toBeVisible()
    await expect(page.getByText('No pending invitations')).toBeVisible()
    await page.goto(`/orgs/${organization.slug}/members`)
    await expect(page.getByRole('table', { name: 'Members' }).getByText(email)).toBeVisible()
  })
})

test('an invited person who has an account signs in with the link and joins', async ({ app, page }) => {
  const [admin, guest] = [await app.make.person('Ann'), await app.make.person('Gail', 'Guest')]
  const organization = await app.make.organization(admin, 'Joining')
  await app.fetchAs(admin, `/api/orgs/${organization.slug}/invitations`, { json: { emailAddress: guest.email, role: 'org:member' } })
  const mail = await waitFor('the mail', () => app.clerk.store.mails.find(({ to, link }) => to === guest.email && link !== null))
  await page.goto(`${app.clerk.url}/mailbox/${mail.id}`)
  await page.getByRole('link', { name: /accept/i }).click()
  await expectOverview(page, organization)
  await expect(page.getByRole('definition').filter({ hasText: 'Member' })).toBeVisible()
})

test('what Clerk refuses is said in the dialog, and nothing typed is lost', async ({ app, page, guard }) => {
  const admin = await app.make.person('Ann')
  const organization = await app.make.organization(admin, 'Refusing', { seats: 1 })
  guard.expectStatus(`/api/orgs/${organization.slug}/invitations`, 409)
  await openAs(app, page, admin, `/orgs/${organization.slug}/members`)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByLabel('E-mail address').fill(admin.email)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByText('This person is a member already.')).toBeVisible()
  await page.getByLabel('E-mail address').fill('someone@example.com')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByRole('alert').getByText('All seats are taken')).toBeVisible()
  await expect(page.getByLabel('E-mail address')).toHaveValue('someone@example.com')
})

test('an admin revokes an invitation after a question', async ({ app, page }) => {
  const admin = await app.make.person('Ann')
  const organization = await app.make.organization(admin, 'Revoking')
  const email = `${unique('guest')}@example.com`
  await app.fetchAs(admin, `/api/orgs/${organization.slug}/invitations`, { json: { emailAddress: email, role: 'org:member' } })
  await openAs(app, page, admin, `/orgs/${organization.slug}/invitations`)
  await page.getByRole('button', { name: `Actions for ${email}` }).click()
  await page.getByRole('menuitem', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('No pending invitations')).toBeVisible()

  await page.getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: 'Revoked' }).click()
  await expect(page).toHaveURL(/status=revoked/)
  await page.getByRole('button', { name: `Actions for ${email}` }).click()
  await page.getByRole('menuitem', { name: 'Invite again' }).click()
  await expect(page.getByText(`Invitation sent to ${email}`).first()).toBeVisible()
  await expect.poll(async () => (await app.make.client.organizations.getOrganizationInvitationList({ organizationId: organization.id, status: ['pending'] })).data.map(({ emailAddress }) => emailAddress)).toEqual([email])
})

test('a pasted list is looked at, sent in parts, and said row by row; what is left survives a reload', async ({ app, page, guard }) => {
  const [admin, member] = [await app.make.person('Ann', 'Admin'), await app.make.person('Max', 'Member')]
  const organization = await app.make.organization(admin, 'Crowd', { seats: 17 })
  await app.make.member(organization, member)
  const addresses = Array.from({ length: 14 }, (_, at) => `${unique('guest')}-${at}@example.com`)
  await openAs(app, page, admin, `/orgs/${organization.slug}/invitations`)
  await page.getByRole('button', { name: 'Invite many' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite many people' })
  await dialog.getByLabel('Addresses').fill(['nonsense@', member.email, addresses[0], ...addresses, 'one-more@example.com', 'too-many@example.com'].join('\n'))
  await dialog.getByRole('button', { name: 'Look at the list' }).click()

  const row = (address: string) => dialog.getByRole('listitem').filter({ hasText: address })
  await expect(row('nonsense@')).toContainText('Not an e-mail address')
  await expect(row(member.email)).toContainText('Already a member')
  await expect(row(addresses[0]!).nth(1)).toContainText('Twice in the list')
  await expect(row('too-many@example.com')).toContainText('No seat left')

  // The second part fails.
  guard.expectStatus(/\/invitations\/bulk$/, 503)
  let parts = 0
  await page.route('**/invitations/bulk', route => ++parts === 2 ? route.fulfill({ status: 503, json: { data: { code: 'clerk_unavailable' } } }) : route.continue())
  await dialog.getByRole('button', { name: 'Invite 15 people' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The sign-in service can’t be reached.')
  await page.reload()
  await page.getByRole('button', { name: 'Go on inviting' }).click()
  await expect(row(addresses[0]!).first()).toContainText('Invited')
  await expect(row(addresses[13]!)).toContainText('Waiting')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(row(addresses[13]!)).toContainText('Invited')
  await expect(dialog.getByText('15 of 19 were invited.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  const { totalCount } = await app.make.client.organizations.getOrganizationInvitationList({ organizationId: organization.id, status: ['pending'] })
  expect(totalCount).toBe(15)
})

test('a member can\'t invite: the button says why and who can help, and the API says 403', async ({ app, page }) => {
  const [admin, member] = [await app.make.person('Ann'), await app.make.person('Max')]
  const organization = await app.make.organization(admin, 'Closed')
  await app.make.member(organization, member)
  await openAs(app, page, member, `/orgs/${organization.slug}/members`)
  await expect(page.getByRole('table', { name: 'Members' }).getByText(member.email)).toBeVisible()
  const invite = page.getByRole('button', { name: 'Invite', exact: true })
  await expect(invite).toHaveAccessibleDescription('Your role doesn’t allow you to invite people, change roles and remove members. Ann Person can give you another role.')
  await invite.click({ force: true })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Pending invitations')).toHaveCount(0)
  const answer = await app.fetchAs(member, `/api/orgs/${organization.slug}/invitations`, { json: { emailAddress: 'guest@example.com', role: 'org:member' } })
  expect(answer.status).toBe(403)
})
