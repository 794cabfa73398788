import { testPassword } from '../../support/app/session.ts'
import { waitFor } from '../../support/app/wait.ts'
import { expect, test } from '../fixtures.ts'

test('a domain is proven by code and suggests the organization; who asks to join is let in or not', async ({ site, page, openAs, newPersonPage }) => {
  const admin = await site.make.person('Ann', 'Admin')
  const organization = await site.make.organization(admin, 'Acme')
  const general = page.getByRole('button', { name: 'General' })
  const colleague = (firstName: string) => site.make.client.users.createUser({ emailAddress: [`${firstName.toLowerCase()}@acme.example`], password: testPassword, firstName, lastName: 'Colleague' })
  await openAs(admin, '/org', organization)

  await test.step('the code', async () => {
    await page.getByRole('button', { name: 'Add domain' }).click()
    await page.getByRole('textbox').fill('acme.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('Verification email address').fill('ann')
    await page.getByRole('button', { name: 'Save' }).click()
    const mail = await waitFor('the mail', () => site.clerk.store.mails.find(({ to }) => to === 'ann@acme.example'))
    await page.getByLabel('Enter verification code').pressSequentially(mail.code ?? '')
    // Clerk UI closes the form with the answer it had before the code: what it shows of the domain is right from the next load on.
    await expect(page.getByLabel('Enter verification code')).toHaveCount(0)
    await page.reload()
    await expect(page.getByText('No automatic enrollment')).toBeVisible()
  })
  await test.step('the enrollment mode', async () => {
    await page.getByRole('button', { name: 'Open menu' }).click()
    await page.getByRole('menuitem', { name: 'Manage' }).click()
    // Clerk UI draws its form anew while it reads the domain, and now and then a click on Save comes to nothing.
    await expect(async () => {
      await page.getByRole('radio', { name: 'Automatic suggestions' }).check({ timeout: 2000 })
      await page.getByRole('button', { name: 'Save' }).click({ timeout: 2000 })
      await expect(page.getByRole('radio')).toHaveCount(0, { timeout: 3000 })
    }).toPass({ timeout: 30_000 })
    await expect(page.getByText('Automatic suggestions')).toBeVisible()
  })
  await test.step('one asks in the list of organizations, another in the switcher', async () => {
    const [first, second] = [await newPersonPage(), await newPersonPage()]
    await openAs(await colleague('Joe'), '/list', undefined, first)
    await first.getByRole('button', { name: 'Request to join' }).click()
    await expect(first.getByText('Pending approval')).toBeVisible()
    const jane = await colleague('Jane')
    await openAs(jane, '/switcher', await site.make.organization({ ...admin, id: jane.id }), second)
    await second.getByRole('button', { name: 'Open organization switcher' }).click()
    await second.getByRole('button', { name: 'Request to join' }).click()
    await expect(second.getByText('Pending approval')).toBeVisible()
  })
  await test.step('the admin approves one and rejects the other', async () => {
    await page.getByRole('button', { name: 'Members' }).click()
    await page.getByRole('tab', { name: 'Requests 2' }).click()
    await page.getByRole('row', { name: /joe@/ }).getByRole('button', { name: 'Approve' }).click()
    await expect(page.getByRole('row', { name: /joe@/ })).toHaveCount(0)
    await page.getByRole('row', { name: /jane@/ }).getByRole('button', { name: 'Reject' }).click()
    await expect(page.getByRole('row', { name: /jane@/ })).toHaveCount(0)
    // Clerk UI keeps the members it has read before.
    await page.reload()
    await expect(page.getByRole('row', { name: /Joe Colleague/ })).toBeVisible()
    await expect(page.getByRole('row', { name: /Jane Colleague/ })).toHaveCount(0)
  })
  await test.step('the domain is removed', async () => {
    await general.click()
    await page.getByRole('button', { name: 'Open menu' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('button', { name: /^(Remove|Delete|Save)$/ }).click()
    await expect(page.getByText('acme.example')).toHaveCount(0)
    expect(site.clerk.store.domains.by('organizationId', organization.id)).toEqual([])
  })
})
