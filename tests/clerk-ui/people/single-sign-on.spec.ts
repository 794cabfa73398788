import { createConnection } from '../../../clerk-local/domain/enterprise/connections/connections.ts'
import { testPassword } from '../../support/app/session.ts'
import { expect, test } from '../fixtures.ts'
import type { Site } from '../site/index.ts'

/** An active connection for addresses at acme.test, which leads into the organization. */
function connect(site: Site, organizationId: string, protocol: 'saml' | 'oidc'): void {
  const local = 'http://127.0.0.1/idp'
  createConnection(site.clerk.ctx, {
    name: 'Acme Login', domains: ['acme.test'], organizationId, active: true, provider: protocol === 'saml' ? 'saml_okta' : 'oidc_custom',
    saml: { idpMetadataUrl: local }, oidc: { clientId: 'acme', discoveryUrl: local },
  })
}

for (const protocol of ['saml', 'oidc'] as const) {
  test(`a known person signs in at their identity provider by ${protocol}`, async ({ site, page }) => {
    const organization = await site.make.organization(await site.make.person('Ann'), 'Acme')
    const user = await site.make.client.users.createUser({ emailAddress: ['fay@acme.test'], password: testPassword, firstName: 'Fay', lastName: 'Wong' })
    connect(site, organization.id, protocol)
    await page.goto('/sign-in')
    await page.getByLabel('Email address').fill('fay@acme.test')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Identity provider of Acme Login' })).toBeVisible()
    await page.getByRole('button', { name: 'Sign in as Fay Wong' }).click()
    await page.waitForURL(`${site.url}/done**`)
    const [session] = site.clerk.store.sessions.by('userId', user.id)
    expect(session).toMatchObject({ status: 'active', lastActiveOrganizationId: organization.id })
  })
}

test('a newcomer becomes a user and a member on the way', async ({ site, page }) => {
  const organization = await site.make.organization(await site.make.person('Ann'), 'Acme')
  connect(site, organization.id, 'saml')
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill('gus@acme.test')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByLabel('Email address')).toHaveValue('gus@acme.test')
  await page.getByLabel('First name').fill('Gus')
  await page.getByRole('button', { name: 'Sign in at Acme Login' }).click()
  await page.waitForURL(`${site.url}/done**`)
  const user = site.clerk.store.userByEmail('gus@acme.test')
  expect(user).toMatchObject({ firstName: 'Gus' })
  expect(site.clerk.store.memberships.by('userId', user?.id ?? '')).toMatchObject([{ organizationId: organization.id, role: 'org:member' }])
})

test('a newcomer signs up at the identity provider', async ({ site, page }) => {
  const organization = await site.make.organization(await site.make.person('Ann'), 'Acme')
  connect(site, organization.id, 'oidc')
  await page.goto('/sign-up')
  await page.getByLabel('Email address').fill('hal@acme.test')
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByRole('button', { name: 'Sign in at Acme Login' }).click()
  await page.waitForURL(`${site.url}/done**`)
  expect(site.clerk.store.userByEmail('hal@acme.test')).toBeDefined()
})

test('who denies is told so, and may try again', async ({ site, page }) => {
  const organization = await site.make.organization(await site.make.person('Ann'), 'Acme')
  connect(site, organization.id, 'oidc')
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill('gus@acme.test')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByText('You did not grant access to your account.')).toBeVisible()
  await expect(page.getByLabel('Email address')).toBeVisible()
})
