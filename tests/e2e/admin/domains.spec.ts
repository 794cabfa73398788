import { acceptSuggestion } from '../../../clerk-local/domain/domains/suggestions.ts'
import { unique } from '../../support/app/builders.ts'
import { openAs } from '../../support/page/people.ts'
import { expect, expectOverview, test } from '../fixtures.ts'

test('an admin adds a domain, proves it by a code, lets its people ask, and one of them is let in', async ({ app, page, newPersonPage, guard }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Homely')
  const domain = `${unique('home')}.test`
  const colleague = await app.make.client.users.createUser({ emailAddress: [`kim+clerk_test@${domain}`], password: admin.password, firstName: 'Kim', lastName: 'Lee' })
  const path = `/orgs/${organization.slug}`
  guard.expectStatus(/\/domains\b.*/, 422)
  await openAs(app, page, admin, `${path}/domains`)
  await expect(page.getByText('No domain yet')).toBeVisible()

  await test.step('add and prove', async () => {
    await page.getByRole('button', { name: 'Add a domain' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Domain').fill('gmail.com')
    await dialog.getByRole('button', { name: 'Add and verify' }).click()
    await expect(dialog.getByText('Anybody can have an address there.')).toBeVisible()
    await dialog.getByLabel('Domain').fill(domain)
    await dialog.getByRole('button', { name: 'Add and verify' }).click()
    await dialog.getByLabel('Your address').fill('ann+clerk_test')
    await dialog.getByRole('button', { name: 'Send the code' }).click()
    await expect(dialog.getByText(`The code went to ann+clerk_test@${domain}.`)).toBeVisible()
    await dialog.locator('input').first().click()
    await page.keyboard.type('111111')
    await expect(dialog.getByText('That code isn’t right.')).toBeVisible()
    for (let n = 0; n < 6; n++) await page.keyboard.press('Backspace')
    await dialog.locator('input').first().click()
    await page.keyboard.type('424242')
    await expect(page.getByText(`${domain} is verified`).first()).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: domain }).getByText('Verified', { exact: true })).toBeVisible()
  })

  await test.step('let people ask', async () => {
    await page.getByRole('combobox', { name: `How people of ${domain} join` }).click()
    await page.getByRole('option', { name: 'May ask to join' }).click()
    await expect(page.getByText('How people join was changed: May ask to join').first()).toBeVisible()
    await expect(page.getByText('1 person may ask')).toBeVisible()
  })

  const other = await newPersonPage()
  await test.step('ask', async () => {
    await openAs(app, other, { email: `kim+clerk_test@${domain}` }, '/orgs')
    await other.waitForURL(/choose-organization/)
    await other.getByRole('button', { name: 'Request to join' }).click()
    await expect(other.getByText('Pending approval')).toBeVisible()
  })

  await test.step('let in', async () => {
    await page.getByRole('link', { name: 'Requests' }).click()
    await page.getByRole('button', { name: 'Accept Kim Lee' }).click()
    await expect(page.getByText('Kim Lee is a member now').first()).toBeVisible()
    await expect(page.getByText('Nobody asks to join')).toBeVisible()
    await other.goto(path)
    await other.getByRole('button', { name: 'Homely' }).click()
    await expectOverview(other, organization)
    const { data } = await app.make.client.organizations.getOrganizationMembershipList({ organizationId: organization.id, userId: [colleague.id] })
    expect(data).toHaveLength(1)
  })

  await test.step('remove', async () => {
    await page.getByRole('link', { name: 'Domains' }).click()
    await page.getByRole('button', { name: `Remove ${domain}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByText('No domain yet')).toBeVisible()
  })
})

test('a change of how people join asks what becomes of those who wait; a request is rejected after a question', async ({ app, page }) => {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Choosy')
  const domain = `${unique('choosy')}.test`
  const kim = await app.make.client.users.createUser({ emailAddress: [`kim+clerk_test@${domain}`], password: admin.password, firstName: 'Kim', lastName: 'Lee' })
  await app.make.client.organizations.createOrganizationDomain({ organizationId: organization.id, name: domain, enrollmentMode: 'automatic_suggestion', verified: true })
  const [suggestion] = app.clerk.store.suggestions.by('organizationId', organization.id)
  acceptSuggestion(app.clerk.ctx, kim.id, suggestion!.id)
  await app.clerk.webhooks.settled()
  const path = `/orgs/${organization.slug}`
  await openAs(app, page, admin, `${path}/requests`)
  await test.step('somebody else has answered meanwhile', async () => {
    await expect(page.getByRole('button', { name: 'Accept Kim Lee' })).toBeVisible()
    const [request] = app.clerk.store.membershipRequests.by('organizationId', organization.id)
    app.clerk.store.membershipRequests.update(request!.id, { status: 'rejected' })
    await page.getByRole('button', { name: 'Accept Kim Lee' }).click()
    await expect(page.getByText('The request was not accepted').first()).toBeVisible()
    app.clerk.store.membershipRequests.update(request!.id, { status: 'pending' })
    await page.reload()
  })
  await page.getByRole('button', { name: 'Reject Kim Lee' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await expect(page.getByText('Nobody asks to join')).toBeVisible()
  await expect(page.getByText('The request of Kim Lee was rejected').first()).toBeVisible()

  await app.make.client.users.createUser({ emailAddress: [`lou+clerk_test@${domain}`], password: admin.password })
  await page.goto(`${path}/domains`)
  await expect(page.getByText('1 person may ask')).toBeVisible()
  await page.getByRole('combobox', { name: `How people of ${domain} join` }).click()
  await page.getByRole('option', { name: 'By invitation only' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take them back' }).click()
  await expect(page.getByText('How people join was changed: By invitation only').first()).toBeVisible()
  await expect(page.getByText('may ask', { exact: false })).toHaveCount(0)
})
