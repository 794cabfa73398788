import { publishRecord } from '../../../clerk-local/domain/domains/proofs.ts'
import { waitFor } from '../../support/app/wait.ts'
import { expect, test } from '../fixtures.ts'

test('an admin sets up single sign-on: domain, provider, test run, activation', async ({ site, page, openAs, guard }) => {
  test.slow()
  const admin = await site.make.person('Ann', 'Admin')
  const organization = await site.make.organization(admin, 'Acme')
  // The wizard shows providers' logos from Clerk's own host.
  guard.expectRequest(/^https:\/\/img\.clerk\.com\//)
  await page.route('https://img.clerk.com/**', route => route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }))
  const next = page.getByRole('button', { name: 'Continue' })
  const heading = (name: string) => expect(page.getByRole('heading', { name })).toBeVisible()
  await openAs(admin, '/org', organization)
  await page.getByRole('button', { name: 'Security' }).click()

  await test.step('a domain is proven by the TXT record the wizard shows', async () => {
    await page.getByRole('button', { name: 'Start configuration' }).click()
    await page.getByRole('textbox', { name: 'Domain' }).fill('acme.test')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const domain = await waitFor('the record', () => site.clerk.store.domains.find(({ ownershipVerification }) => ownershipVerification !== null))
    await expect(page.getByText(`_clerk-challenge.acme.test`)).toBeVisible()
    publishRecord(site.clerk.ctx, domain)
    // Clerk UI asks every ten seconds.
    await expect(page.getByText('Verified on')).toBeVisible()
    await next.click()
  })
  await test.step('the provider is chosen and told', async () => {
    await heading('Select your identity provider')
    await page.getByText('OIDC Provider').click()
    await next.click()
    // With its connection made, the wizard starts over at its first step.
    await expect(page.getByRole('checkbox', { name: 'Use acme.test for this connection' })).toBeDisabled()
    await next.click()
    await heading('Select your identity provider')
    await next.click()
    await expect(page.getByLabel('Authorized redirect URI')).toHaveValue(`${site.clerk.url}/frontend/v1/oauth_callback`)
    await next.click()
    await page.getByLabel('Discovery endpoint').fill('https://idp.test/.well-known/openid-configuration')
    await next.click()
    await page.getByLabel('Client ID').fill('acme')
    await page.getByLabel('Client secret').fill('secret')
    await next.click()
  })
  await test.step('a test run goes to the identity provider and back', async () => {
    await heading('Test your SSO connection')
    const opened = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Open test URL' }).click()
    const tab = await opened
    await tab.getByLabel('Email address').fill('fay@acme.test')
    await tab.getByRole('button', { name: /^Sign in at/ }).click()
    await expect(tab.getByText('its answer can be used')).toBeVisible()
    await tab.close()
    await page.getByRole('button', { name: 'Refresh logs' }).click()
    await expect(page.getByText('fay@acme.test')).toBeVisible()
    await next.click()
  })
  await test.step('the connection is activated', async () => {
    await heading('SSO connection configured')
    await page.getByRole('button', { name: 'Activate' }).last().click()
    await expect.poll(() => site.clerk.store.enterpriseConnections.all().map(c => [c.domains, c.active])).toEqual([[['acme.test'], true]])
  })
})
