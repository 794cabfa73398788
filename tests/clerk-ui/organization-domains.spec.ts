import { testPassword } from '../support/session.ts'
import { waitFor } from '../support/wait.ts'
import { expect, test } from './fixtures.ts'

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
    await page.getByRole('radio', { name: 'Automatic suggestions' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('radio')).toHaveCount(0)
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

test('Security: single sign-on is set up, tried, switched on and used', async ({ site, page, openAs, newPersonPage, guard, context }) => {
  const admin = await site.make.person('Ann', 'Admin')
  const organization = await site.make.organization(admin, 'Acme')
  const next = page.getByRole('button', { name: 'Continue' })
  // Clerk UI takes the icons of identity providers from Clerk's image host.
  guard.expectRequest(/^https:\/\/img\.clerk\.com\/static\//)
  await context.route('https://img.clerk.com/static/*', route => route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }))
  await openAs(admin, '/org#/organization-security', organization)

  await test.step('the domain, by a TXT record', async () => {
    await page.getByRole('button', { name: 'Start configuration' }).click()
    await page.getByRole('textbox', { name: 'Domain' }).fill('acme.example')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByText('_clerk-challenge.acme.example')).toBeVisible()
    const dns = await newPersonPage()
    await dns.goto(`${site.clerk.url}/domains`)
    await dns.getByRole('button', { name: 'Publish the record of acme.example' }).click()
    await expect(page.getByText('Verified', { exact: true })).toBeVisible()
    await next.click()
  })
  await test.step('the identity provider', async () => {
    await page.getByText('Custom SAML Provider').click()
    await next.click()
    // Clerk UI starts over once the connection exists.
    await expect(page.getByRole('checkbox', { name: 'Use acme.example for this connection' })).toBeDisabled()
    await next.click()
    await expect(page.getByRole('radio', { name: 'Custom SAML Provider' })).toBeChecked()
    await next.click()
    for (const step of [1, 2, 3]) {
      await expect(page.getByText(`Step ${step}/4`)).toBeVisible()
      await next.click()
    }
    await page.getByLabel('Metadata URL').fill('https://idp.acme.example/metadata')
    await next.click()
  })
  await test.step('a try', async () => {
    const opened = context.waitForEvent('page')
    await page.getByRole('button', { name: 'Open test URL' }).click()
    const provider = await opened
    guard.watch(provider)
    await provider.getByLabel('Email address').fill('joe@acme.example')
    await provider.getByRole('button', { name: /^Sign in at/ }).click()
    await expect(provider.getByText('joe@acme.example', { exact: true })).toBeVisible()
    await provider.close()
    await page.getByRole('button', { name: 'Refresh logs' }).click()
    await expect(page.getByRole('row', { name: /joe@acme\.example/ })).toContainText('Success')
    await next.click()
  })
  await test.step('on', async () => {
    await page.getByRole('button', { name: 'Activate' }).last().click()
    await expect(page.getByText('Active', { exact: true })).toBeVisible()
    expect(site.clerk.store.enterpriseConnections.all()).toMatchObject([{ active: true, organizationId: organization.id, domains: ['acme.example'] }])
  })
  await test.step('a colleague signs in through it and is a member', async () => {
    const other = await newPersonPage()
    await other.goto('/sign-in')
    await other.getByLabel('Email address').fill('joe@acme.example')
    await other.getByRole('button', { name: 'Continue', exact: true }).click()
    await other.getByLabel('First name').fill('Joe')
    await other.getByRole('button', { name: /^Sign in at/ }).click()
    await expect(other).toHaveURL(/\/done$/)
    expect(site.clerk.store.memberships.by('organizationId', organization.id)).toHaveLength(2)
  })
})
