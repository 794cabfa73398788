import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteConnection } from '../../../clerk-local/domain/enterprise/connections/connections.ts'
import { updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { createUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'
import { acmeConnection, callbacks, startSso, throughProvider } from './enterprise.ts'

let clerk: ClerkLocal
let browser: TestBrowser
let acme: string
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  acme = clerk.store.organizations.by('slug', 'acme')[0]!.id
  browser = await TestBrowser.open(clerk)
})

const fay = { email_address: 'fay@acme.test', first_name: 'Fay', last_name: 'Wong' }
const makeFay = () => createUser(clerk.ctx, { emailAddresses: ['fay@acme.test'], password: 'orbit-lantern-42' })
const client = async () => (await browser.call('GET', '/v1/client')).body.response

describe('an enterprise account', () => {
  const signInFay = async (identity: Record<string, string> = fay) => {
    const other = await TestBrowser.open(clerk)
    await throughProvider(clerk, (await startSso(other, 'fay@acme.test')).url, identity)
  }

  it('is kept once for a connection, and follows the names that the provider tells', async () => {
    const connection = acmeConnection(clerk)
    const user = makeFay()
    await signInFay()
    await signInFay({ ...fay, last_name: 'Chen' })
    expect(clerk.store.enterpriseAccounts.by('userId', user.id)).toHaveLength(1)
    expect(user.lastName).toBe('Chen')
    clerk.store.enterpriseConnections.update(connection.id, { syncUserAttributes: false })
    await signInFay({ ...fay, last_name: 'Kim' })
    expect(user.lastName).toBe('Chen')
  })

  it('outlives its connection, without it', async () => {
    const connection = acmeConnection(clerk)
    makeFay()
    await throughProvider(clerk, (await startSso(browser, 'fay@acme.test')).url, fay)
    deleteConnection(clerk.ctx, connection)
    const [account] = (await client()).sessions[0].user.enterprise_accounts as Json[]
    expect(account).toMatchObject({ active: false, enterprise_connection: null, enterprise_connection_id: null, email_address: 'fay@acme.test' })
  })

  it('ties the membership to the connection while it is active', async () => {
    const connection = acmeConnection(clerk)
    const user = makeFay()
    await signInFay()
    await browser.signIn('ada+clerk_test@example.com')
    const remove = () => browser.call('DELETE', `/v1/organizations/${acme}/memberships/${user.id}`)
    expect([(await remove()).status, code(await remove())]).toEqual([403, 'organization_membership_enterprise_connection_cannot_remove'])
    clerk.store.enterpriseConnections.update(connection.id, { active: false })
    expect((await remove()).status).toBe(200)
  })
})

describe('an address of such a domain', () => {
  const add = async () => (await browser.call('POST', '/v1/me/email_addresses', { email_address: 'dan@acme.test' })).body.response
  const prove = async (id: string, identity: Record<string, string>) => {
    const { verification } = (await browser.call('POST', `/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'enterprise_sso', redirect_url: callbacks.redirect_url })).body.response
    const back = await throughProvider(clerk, verification.external_verification_redirect_url, identity)
    expect(back.href).toBe(callbacks.redirect_url)
    return clerk.store.userByEmail('dan+clerk_test@example.com')!.emailAddresses.find(e => e.id === id)!.verification
  }

  it('is proven by its provider, and brings the membership', async () => {
    acmeConnection(clerk)
    await browser.signIn('dan+clerk_test@example.com')
    const { id, matches_sso_connection } = await add()
    expect(matches_sso_connection).toBe(true)
    expect(await prove(id, { email_address: 'else@acme.test' })).toMatchObject({ status: 'unverified', external: { error: { code: 'enterprise_sso_email_address_domain_mismatch' } } })
    updateOrganization(clerk.ctx, acme, { maxAllowedMemberships: 2 })
    expect(await prove(id, { email_address: 'dan@acme.test' })).toMatchObject({ status: 'unverified', external: { error: { code: 'organization_membership_quota_exceeded_for_sso' } } })
    updateOrganization(clerk.ctx, acme, { maxAllowedMemberships: 3 })
    expect(await prove(id, { email_address: 'dan@acme.test' })).toMatchObject({ status: 'verified' })
    const { user } = (await client()).sessions[0]
    const again = await browser.call('POST', `/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'enterprise_sso', ...callbacks })
    expect([again.status, code(again)]).toEqual([400, 'verification_already_verified'])
    expect(user.enterprise_accounts).toHaveLength(1)
    expect(user.organization_memberships.map((m: Json) => m.organization.id)).toContain(acme)
  })

  it('isn\'t added where the connection keeps people from it, and needs a connection', async () => {
    const connection = acmeConnection(clerk, 'saml', { disableAdditionalIdentifications: true })
    makeFay()
    await throughProvider(clerk, (await startSso(browser, 'fay@acme.test')).url, fay)
    const refused = await browser.call('POST', '/v1/me/email_addresses', { email_address: 'dan@acme.test' })
    expect([refused.status, code(refused)]).toEqual([422, 'enterprise_sso_additional_identifications_disabled'])
    clerk.store.enterpriseConnections.update(connection.id, { active: false })
    const { id } = await add()
    expect((await browser.call('POST', `/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'enterprise_sso', redirect_url: callbacks.redirect_url })).status).toBe(422)
  })
})

it('a sign-up is told its connections', async () => {
  const { id, name } = acmeConnection(clerk)
  const signUp = (await browser.call('POST', '/v1/client/sign_ups', { email_address: 'fay@acme.test' })).body.response
  expect((await browser.call('GET', `/v1/client/sign_ups/${signUp.id}/enterprise_connections`)).body.response).toEqual([{ id, name, provider: 'oidc_custom', logo_public_url: null }])
})
