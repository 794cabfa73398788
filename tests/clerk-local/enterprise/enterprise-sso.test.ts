import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { createUser, updateUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, claims, code, TestBrowser } from '../browser.ts'
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
const roleOf = (userId: string) => clerk.store.memberships.by('userId', userId).find(m => m.organizationId === acme)?.role
const events = () => clerk.store.changes.all().filter(c => !c.seeded).map(c => c.type)

describe.each(['saml', 'oidc'] as const)('single sign-on by %s', (protocol) => {
  it('signs a known person in, links the account and makes them a member with the organization active', async () => {
    const connection = acmeConnection(clerk, protocol)
    const user = makeFay()
    const { signIn, url } = await startSso(browser, 'fay@acme.test')
    expect(signIn).toMatchObject({
      status: 'needs_first_factor', supported_first_factors: [{ strategy: 'enterprise_sso', enterprise_connection_id: connection.id, enterprise_connection_name: 'Acme Login' }],
      first_factor_verification: { object: `verification_${protocol === 'saml' ? 'saml' : 'oauth'}`, status: 'unverified' },
    })
    const back = await throughProvider(clerk, url, fay)
    expect(back.href).toContain(callbacks.action_complete_redirect_url)
    expect(back.searchParams.get('__clerk_db_jwt')).toBe(browser.devBrowser)
    const { sign_in: done, sessions: [session] } = await client()
    expect(done).toMatchObject({ status: 'complete', created_session_id: session.id, first_factor_verification: { status: 'verified' } })
    expect(session).toMatchObject({ status: 'active', last_active_organization_id: acme })
    expect(claims(session.last_active_token.jwt).o).toMatchObject({ id: acme, rol: 'member' })
    expect(session.user.enterprise_accounts).toMatchObject([{
      object: 'enterprise_account', protocol: protocol === 'saml' ? 'saml' : 'oauth', provider: connection.provider, active: true, email_address: 'fay@acme.test', first_name: 'Fay',
      enterprise_connection: { id: connection.id, name: 'Acme Login', domains: ['acme.test'] },
    }])
    expect(session.user.email_addresses[0]).toMatchObject({ matches_sso_connection: true, verification: { status: 'verified' } })
    expect(roleOf(user.id)).toBe('org:member')
    expect(events()).toEqual(expect.arrayContaining(['user.updated', 'organizationMembership.created', 'session.created']))
  })

  it('makes an unknown person by way of a transfer to a sign-up', async () => {
    acmeConnection(clerk, protocol)
    const { signIn, url } = await startSso(browser, 'fay@acme.test')
    expect(signIn).toMatchObject({ status: 'needs_identifier', identifier: 'fay@acme.test', supported_first_factors: [{ strategy: 'enterprise_sso' }] })
    expect((await throughProvider(clerk, url, fay)).href).toBe(callbacks.redirect_url)
    expect((await client()).sign_in.first_factor_verification).toMatchObject({ status: 'transferable', error: { code: 'external_account_not_found' } })
    const { response } = (await browser.call('POST', '/v1/client/sign_ups', { transfer: 'true' })).body
    expect(response).toMatchObject({ status: 'complete', email_address: 'fay@acme.test', missing_fields: [], verifications: { external_account: { status: 'verified' } } })
    const user = clerk.store.userByEmail('fay@acme.test')!
    expect(user).toMatchObject({ firstName: 'Fay', lastName: 'Wong', passwordDigest: null })
    expect(roleOf(user.id)).toBe('org:member')
    expect((await client()).sessions[0]).toMatchObject({ id: response.created_session_id, last_active_organization_id: acme })
    expect(events()).toEqual(expect.arrayContaining(['user.created', 'organizationMembership.created', 'session.created']))
    expect(code(await browser.call('POST', '/v1/client/sign_ups', { transfer: 'true' }))).toBe('external_account_not_found')
  })

  it('tells the app\'s server of the session by a handshake', async () => {
    acmeConnection(clerk, protocol)
    makeFay()
    const back = await throughProvider(clerk, (await startSso(browser, 'fay@acme.test')).url, fay)
    const sdk = createClerkClient({ telemetry: { disabled: true }, secretKey: clerk.secretKey, publishableKey: clerk.publishableKey, apiUrl: clerk.backendApiUrl, proxyUrl: `${appOrigin}/__clerk` })
    const state = await sdk.authenticateRequest(new Request(back, { headers: { 'accept': 'text/html', 'sec-fetch-dest': 'document' } }))
    expect([state.status, state.reason]).toEqual(['handshake', 'dev-browser-sync'])
  })

  it('tells the app when the person denies', async () => {
    acmeConnection(clerk, protocol)
    const { url } = await startSso(browser, 'fay@acme.test')
    expect((await throughProvider(clerk, url, { answer: 'deny' })).href).toBe(callbacks.redirect_url)
    expect((await client()).sign_in.first_factor_verification).toMatchObject({ status: 'failed', error: { code: 'oauth_access_denied', long_message: expect.stringContaining('Acme Login') } })
  })

  it('refuses an identity of another domain', async () => {
    acmeConnection(clerk, protocol)
    const { url } = await startSso(browser, 'fay@acme.test')
    await throughProvider(clerk, url, { email_address: 'mallory@other.test' })
    expect((await client()).sign_in.first_factor_verification.error.code).toMatch(/_email_address_domain_mismatch$/)
  })
})

describe('a domain with single sign-on', () => {
  it('has no other factor, whoever has a password', async () => {
    acmeConnection(clerk)
    makeFay()
    const withPassword = await browser.call('POST', '/v1/client/sign_ins', { identifier: 'fay@acme.test', password: 'orbit-lantern-42' })
    expect([withPassword.status, code(withPassword)]).toEqual([422, 'strategy_for_user_invalid'])
    const { id } = (await browser.call('POST', '/v1/client/sign_ins', { identifier: 'FAY@acme.test' })).body.response
    for (const strategy of ['password', 'email_code']) {
      expect(code(await browser.call('POST', `/v1/client/sign_ins/${id}/attempt_first_factor`, { strategy, password: 'orbit-lantern-42', code: '424242' }))).toBe('strategy_for_user_invalid')
    }
    expect(code(await browser.call('POST', `/v1/client/sign_ins/${id}/prepare_first_factor`, { strategy: 'email_code' }))).toBe('strategy_for_user_invalid')
    expect((await browser.signIn('ada+clerk_test@example.com')).status).toBe('active')
  })

  it('is the factor of its subdomains where the connection says so, and of nobody while it is inactive', async () => {
    acmeConnection(clerk, 'saml', { saml: { idpEntityId: 'e', idpSsoUrl: 'http://u.test', idpCertificates: ['c'], allowSubdomains: true } })
    const factors = async (identifier: string) => (await browser.call('POST', '/v1/client/sign_ins', { identifier })).body.response?.supported_first_factors
    expect(await factors('fay@eu.acme.test')).toHaveLength(1)
    expect(await factors('fay@notacme.test')).toBeUndefined()
    clerk.store.enterpriseConnections.update(clerk.store.enterpriseConnections.all()[0]!.id, { active: false })
    expect(await factors('fay@acme.test')).toBeUndefined()
  })

  it('returns to addresses of the app only', async () => {
    acmeConnection(clerk)
    const { id } = (await browser.call('POST', '/v1/client/sign_ins', { identifier: 'fay@acme.test' })).body.response
    const prepare = (fields: Record<string, string>) => browser.call('POST', `/v1/client/sign_ins/${id}/prepare_first_factor`, { strategy: 'enterprise_sso', ...fields })
    expect(code(await prepare({}))).toBe('form_param_missing')
    expect(code(await prepare({ redirect_url: 'https://evil.example/' }))).toBe('form_param_format_invalid')
    expect(code(await prepare({ redirect_url: callbacks.redirect_url, action_complete_redirect_url: 'javascript:alert(1)' }))).toBe('form_param_format_invalid')
    const relative = await prepare({ redirect_url: callbacks.redirect_url, action_complete_redirect_url: '/orgs' })
    makeFay()
    const back = await throughProvider(clerk, relative.body.response.first_factor_verification.external_verification_redirect_url, fay)
    expect(back.origin + back.pathname).toBe(`${appOrigin}/orgs`)
  })
})

describe('what stands in the way', () => {
  it('is a full organization: no membership, no session, no user', async () => {
    acmeConnection(clerk)
    updateOrganization(clerk.ctx, acme, { maxAllowedMemberships: 2 })
    const { url } = await startSso(browser, 'fay@acme.test')
    await throughProvider(clerk, url, fay)
    expect((await client()).sign_in.first_factor_verification).toMatchObject({ status: 'failed', error: { code: 'organization_membership_quota_exceeded_for_sso' } })
    const user = makeFay()
    await throughProvider(clerk, (await startSso(browser, 'fay@acme.test')).url, fay)
    expect((await client()).sessions).toEqual([])
    expect(roleOf(user.id)).toBeUndefined()
  })

  it('is a blocked account, or a session that is there already', async () => {
    acmeConnection(clerk)
    const user = makeFay()
    const go = async () => {
      await throughProvider(clerk, (await startSso(browser, 'fay@acme.test')).url, fay)
      return (await client()).sign_in
    }
    updateUser(clerk.ctx, user.id, { banned: true })
    expect((await go()).first_factor_verification.error.code).toBe('user_banned')
    updateUser(clerk.ctx, user.id, { banned: false })
    const { url } = await startSso(browser, 'fay@acme.test')
    expect((await go()).status).toBe('complete')
    expect((await fetch(url)).status).toBe(200)
    await throughProvider(clerk, url, fay)
    const { sessions: [session], sign_in: signIn } = await client()
    expect(signIn.created_session_id).toBe(session.id)
  })

  it('is a connection without just-in-time provisioning, for newcomers only', async () => {
    acmeConnection(clerk, 'oidc', { disableJitProvisioning: true })
    await throughProvider(clerk, (await startSso(browser, 'fay@acme.test')).url, fay)
    expect((await client()).sign_in.first_factor_verification).toMatchObject({ status: 'failed', error: { code: 'external_account_not_found' } })
    makeFay()
    await throughProvider(clerk, (await startSso(browser, 'fay@acme.test')).url, fay)
    expect((await client()).sessions).toHaveLength(1)
  })

  it('is a state that is unknown, used or old', async () => {
    acmeConnection(clerk, 'saml')
    const { url } = await startSso(browser, 'fay@acme.test')
    const state = new URL(url).searchParams.get('RelayState')!
    const saml = clerk.store.enterpriseConnections.all()[0]!.saml!.id
    const acs = async (fields: Record<string, string>) => code(await browser.call('POST', `/v1/saml/acs/${saml}`, fields))
    expect(await acs({ SAMLResponse: 'x' })).toBe('saml_response_relaystate_missing')
    expect(await acs({ RelayState: 'x', SAMLResponse: 'x' })).toBe('oauth_callback_invalid')
    expect(await acs({ RelayState: state, SAMLResponse: 'x' })).toBe('saml_response_invalid')
    expect(code(await browser.call('GET', '/v1/oauth_callback', { state: 'x', code: 'y' }))).toBe('oauth_callback_invalid')
    expect(code(await browser.call('POST', '/v1/saml/acs/samlc_none', {}))).toBe('resource_not_found')
    clerk.store.clockOffset += 11 * 60_000
    expect((await fetch(url)).status).toBe(400)
  })
})

describe('a sign-up', () => {
  const signUp = (fields: Record<string, string>) => browser.call('POST', '/v1/client/sign_ups', fields)

  it('with an address of such a domain needs the identity provider and nothing else', async () => {
    acmeConnection(clerk)
    const { response } = (await signUp({ email_address: 'fay@acme.test' })).body
    expect(response).toMatchObject({ status: 'missing_requirements', missing_fields: ['enterprise_sso'], unverified_fields: [] })
    const started = (await browser.call('PATCH', `/v1/client/sign_ups/${response.id}`, { strategy: 'enterprise_sso', ...callbacks })).body.response
    const { status, external_verification_redirect_url: url } = started.verifications.external_account
    expect(status).toBe('unverified')
    const back = await throughProvider(clerk, url, fay)
    expect(back.href).toContain(callbacks.action_complete_redirect_url)
    expect((await client()).sign_up).toMatchObject({ status: 'complete', created_user_id: clerk.store.userByEmail('fay@acme.test')!.id })
  })

  it('may start at the identity provider, also where sign-ups are restricted', async () => {
    acmeConnection(clerk)
    clerk.ctx.settings.signUp.mode = 'restricted'
    const { response } = (await signUp({ strategy: 'enterprise_sso', email_address: 'fay@acme.test', ...callbacks })).body
    await throughProvider(clerk, response.verifications.external_account.external_verification_redirect_url, fay)
    expect((await client()).sign_up.status).toBe('complete')
    expect(code(await signUp({ email_address: 'zoe@other.test' }))).toBe('sign_up_mode_restricted')
    clerk.ctx.settings.signUp.mode = 'public'
    expect(code(await signUp({ strategy: 'enterprise_sso', email_address: 'zoe@other.test', ...callbacks }))).toBe('enterprise_sso_sign_up_connection_missing')
  })

  it('of a known person goes on as a sign-in', async () => {
    acmeConnection(clerk)
    const { response } = (await signUp({ strategy: 'enterprise_sso', email_address: 'fay@acme.test', ...callbacks })).body
    makeFay()
    expect((await throughProvider(clerk, response.verifications.external_account.external_verification_redirect_url, fay)).href).toBe(callbacks.redirect_url)
    expect((await client()).sign_up.verifications.external_account).toMatchObject({ status: 'transferable', error: { code: 'external_account_exists' } })
    expect((await browser.call('POST', '/v1/client/sign_ins', { transfer: 'true' })).body.response.status).toBe('complete')
    expect(code(await browser.call('POST', '/v1/client/sign_ins', { transfer: 'true' }))).toBe('external_account_not_found')
  })

  it('asks for the names that the instance requires and the provider didn\'t tell', async () => {
    acmeConnection(clerk)
    clerk.ctx.settings.signUp.namesRequired = true
    const { response } = (await signUp({ strategy: 'enterprise_sso', email_address: 'fay@acme.test', ...callbacks })).body
    const back = await throughProvider(clerk, response.verifications.external_account.external_verification_redirect_url, { email_address: 'fay@acme.test', first_name: 'Fay' })
    expect(back.href).toBe(callbacks.redirect_url)
    expect((await client()).sign_up).toMatchObject({ status: 'missing_requirements', missing_fields: ['last_name'], first_name: 'Fay', verifications: { external_account: { status: 'verified' } } })
    const patch = (fields: Record<string, string>) => browser.call('PATCH', `/v1/client/sign_ups/${response.id}`, fields)
    expect((await patch({ email_address: 'mallory@other.test' })).status).toBe(422)
    expect((await patch({ last_name: 'Wong' })).body.response.status).toBe('complete')
  })
})
