import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'
import { acmeConnection, throughProvider } from './enterprise.ts'

let clerk: ClerkLocal
let ada: TestBrowser
let acme: string
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  acme = clerk.store.organizations.by('slug', 'acme')[0]!.id
  ada = await TestBrowser.open(clerk)
  await ada.signIn('ada+clerk_test@example.com')
})

const connections = (path = '') => `/v1/organizations/${acme}/enterprise_connections${path}`
const create = (fields: Record<string, string | string[]> = {}) => ada.call('POST', connections(), { provider: 'saml_okta', domains: 'acme.test', ...fields })
const idp = { saml_idp_entity_id: 'http://okta.test/e', saml_idp_sso_url: 'http://okta.test/sso', saml_idp_certificate: 'TUlJQg==' }

/** A domain as the Security tab adds it: owned, and meant for single sign-on. */
async function own(name = 'acme.test'): Promise<void> {
  const { id } = (await ada.call('POST', `/v1/organizations/${acme}/domains`, { name, enrollment_mode: 'enterprise_sso' })).body.response
  await ada.call('POST', `/v1/organizations/${acme}/domains/prepare_ownership_verification/bulk`, { organization_domain_ids: id })
  await fetch(`${clerk.url}/__test__/domains/${id}/publish`, { method: 'POST' })
  await ada.call('POST', `/v1/organizations/${acme}/domains/attempt_ownership_verification/bulk`, { organization_domain_ids: id })
}

/** Goes from a test run's address to the page that tells how it went. */
async function runTest(url: string, fields: Record<string, string>): Promise<string> {
  const start = await fetch(url, { redirect: 'manual' })
  const result = await throughProvider(clerk, start.headers.get('location')!, fields)
  return (await fetch(result)).text()
}

describe('the Security tab', () => {
  it('is shown where self-serve single sign-on is on', async () => {
    const flags = async () => {
      const environment = (await ada.call('GET', '/v1/environment')).body
      const organization = (await ada.call('GET', `/v1/organizations/${acme}`)).body.response
      return [environment.user_settings.enterprise_sso, organization.self_serve_sso_enabled]
    }
    expect(await flags()).toEqual([{ enabled: false, self_serve_sso: true }, true])
    acmeConnection(clerk)
    clerk.ctx.settings.enterpriseSso.selfServe = false
    expect(await flags()).toEqual([{ enabled: true, self_serve_sso: false }, false])
    const answer = await create()
    expect([answer.status, code(answer)]).toEqual([403, 'feature_not_enabled'])
  })

  it('makes a connection for owned domains, configures, tests and activates it', async () => {
    expect(code(await create())).toBe('form_param_value_invalid')
    await own()
    const made = await create()
    expect([made.status, made.body.response]).toMatchObject([201, { object: 'enterprise_connection', name: 'example.com', provider: 'saml_okta', active: false, domains: ['acme.test'], organization_id: acme }])
    expect(made.body.response.saml_connection).not.toHaveProperty('idp_sso_url')
    const path = connections(`/${made.body.response.id}`)
    expect(code(await ada.call('PATCH', path, { active: 'true' }))).toBe('saml_connection_cant_be_activated')
    const configured = (await ada.call('PATCH', path, { ...idp, saml_attribute_mapping: '{"email_address":"email"}', saml_force_authn: 'true', name: 'Okta' })).body.response
    expect(configured).toMatchObject({ name: 'Okta', saml_connection: { ...Object.fromEntries(Object.entries(idp).map(([key, value]) => [key.slice(5), value])), force_authn: true } })
    const { url } = (await ada.call('POST', `${path}/test_runs`)).body.response
    expect(await runTest(url, { email_address: 'fay@acme.test', first_name: 'Fay' })).toContain('its answer can be used')
    expect((await ada.call('GET', `${path}/test_runs`, { status: ['success'] })).body.response).toMatchObject({
      total_count: 1, data: [{ status: 'success', parsed_user_info: { email_address: 'fay@acme.test', first_name: 'Fay' }, logs: [], saml: { saml_response: expect.any(String) } }],
    })
    expect((await ada.call('PATCH', path, { active: 'true' })).body.response.active).toBe(true)
    expect(clerk.store.domains.by('name', 'acme.test')).toHaveLength(1)
    expect((await ada.call('DELETE', path)).body.response).toMatchObject({ object: 'enterprise_connection', deleted: true })
    expect((await ada.call('GET', connections())).body.response).toEqual([])
  })

  it('makes a connection for OIDC and shows where its provider must send people back', async () => {
    await own()
    const { response } = (await create({ provider: 'oidc_custom', oidc_client_id: 'acme', oidc_client_secret: 'shh', oidc_auth_url: 'http://idp.test/a', oidc_token_url: 'http://idp.test/t', name: 'Own' })).body
    expect(response).toMatchObject({ name: 'Own', oauth_config: { client_id: 'acme', auth_url: 'http://idp.test/a', redirect_uri: `${clerk.url}/frontend/v1/oauth_callback` } })
    expect(JSON.stringify(response)).not.toContain('shh')
    const { url } = (await ada.call('POST', connections(`/${response.id}/test_runs`))).body.response
    expect(await runTest(url, { answer: 'deny' })).toContain('oauth_access_denied')
    const { url: again } = (await ada.call('POST', connections(`/${response.id}/test_runs`))).body.response
    expect(await runTest(again, { email_address: 'fay@other.test' })).toContain('domain_mismatch')
    const runs = (await ada.call('GET', connections(`/${response.id}/test_runs`))).body.response
    expect(runs.data.map((r: Json) => [r.status, r.connection_type, r.logs[0].code])).toEqual([
      ['failed', 'oauth', 'enterprise_sso_email_address_domain_mismatch'], ['failed', 'oauth', 'oauth_access_denied'],
    ])
  })

  it('refuses nonsense', async () => {
    await own()
    expect(code(await create({ provider: 'constructor' }))).toBe('form_param_value_invalid')
    expect(code(await ada.call('POST', connections(), { provider: 'saml_okta' }))).toBe('form_param_missing')
    expect(code(await create({ saml_attribute_mapping: '[' }))).toBe('form_param_format_invalid')
    expect(code(await create({ oidc_auth_url: 'javascript:1', provider: 'oidc_custom' }))).toBe('form_param_format_invalid')
    expect(code(await create({ domains: ['acme.test', 'other.test'] }))).toBe('form_param_value_invalid')
    expect((await ada.call('PATCH', connections('/entconn_none'), {})).status).toBe(404)
  })
})

describe('who sees and who changes connections', () => {
  it('is told by the permission to manage them', async () => {
    const active = acmeConnection(clerk, 'saml', { domains: ['example.com'] })
    const inactive = acmeConnection(clerk, 'oidc', { active: false })
    const ids = async (browser: TestBrowser, query: Record<string, string> = {}) => (await browser.call('GET', connections(), query)).body.response.map((c: Json) => c.id)
    expect(await ids(ada)).toEqual([inactive.id, active.id])
    const bob = await TestBrowser.open(clerk)
    await bob.signIn('bob+clerk_test@example.com')
    // Signed in before the connection took the domain over.
    expect(bob.session).toBe('')
    clerk.store.enterpriseConnections.update(active.id, { domains: ['other.test'] })
    await bob.signIn('bob+clerk_test@example.com')
    expect(await ids(bob)).toEqual([])
    expect(await ids(bob, { with_organization_account_linking: 'true' })).toEqual([active.id])
    clerk.store.enterpriseConnections.update(active.id, { domains: ['example.com'] })
    expect(await ids(bob)).toEqual([active.id])
    for (const [method, path] of [['POST', ''], ['PATCH', `/${active.id}`], ['DELETE', `/${active.id}`], ['GET', `/${active.id}/test_runs`], ['POST', `/${active.id}/test_runs`]] as const) {
      expect(code(await bob.call(method, connections(path)))).toBe('missing_organization_permission')
    }
    const cleo = await TestBrowser.open(clerk)
    clerk.store.enterpriseConnections.update(active.id, { active: false })
    await cleo.signIn('cleo+clerk_test@example.com')
    const beta = clerk.store.organizations.by('slug', 'beta')[0]!.id
    expect((await cleo.call('DELETE', `/v1/organizations/${beta}/enterprise_connections/${active.id}`)).status).toBe(404)
  })

  it('is the same by the deprecated operations of the signed-in person', async () => {
    await own()
    const made = (await ada.call('POST', '/v1/me/enterprise_connections', { provider: 'saml_custom', domains: 'acme.test', name: 'Mine' })).body.response
    expect(made).toMatchObject({ name: 'Mine', organization_id: acme })
    expect((await ada.call('PATCH', `/v1/me/enterprise_connections/${made.id}`, { ...idp, active: 'true' })).body.response.active).toBe(true)
    expect((await ada.call('POST', `/v1/me/enterprise_connections/${made.id}/test_runs`)).body.response.url).toContain(made.id)
    expect((await ada.call('GET', `/v1/me/enterprise_connections/${made.id}/test_runs`)).body.response.total_count).toBe(0)
    expect((await ada.call('GET', '/v1/me/enterprise_connections')).body.response).toEqual([])
    clerk.store.enterpriseConnections.update(made.id, { domains: ['example.com'] })
    expect((await ada.call('GET', '/v1/me/enterprise_connections')).body.response).toMatchObject([{ id: made.id }])
    expect((await ada.call('DELETE', `/v1/me/enterprise_connections/${made.id}`)).body.response.deleted).toBe(true)
  })
})

describe('the identity provider', () => {
  it('offers the people of the domain, and believes what it is told', async () => {
    const connection = acmeConnection(clerk, 'saml', { domains: ['example.com'] })
    const { url } = (await ada.call('POST', connections(`/${connection.id}/test_runs`))).body.response
    const page = await fetch(url)
    const html = await page.text()
    expect(html).toContain('Sign in as Ada Lovelace')
    expect(html).toContain('Sign in at Acme Login')
    expect(page.headers.get('content-security-policy')).toContain('script-src')
    const again = await fetch(page.url.split('?')[0]!, { method: 'POST', body: new URLSearchParams({ state: new URL(page.url).searchParams.get('RelayState')!, email_address: 'nobody' }) })
    expect([again.status, await again.text()]).toEqual([422, expect.stringContaining('Enter the email address')])
    expect((await fetch(page.url, { headers: { origin: 'https://evil.example' } })).status).toBe(403)
    for (const [type, body] of [['multipart/form-data', 'x'], ['application/json', '{'], ['text/plain', '%']] as const) {
      expect([type, (await fetch(page.url.split('?')[0]!, { method: 'POST', headers: { 'content-type': type }, body })).status]).toEqual([type, 400])
    }
  })

  it('gets the metadata of a SAML connection', async () => {
    const connection = acmeConnection(clerk, 'saml')
    const answer = await fetch(`${clerk.frontendApiUrl}/v1/saml/metadata/${connection.saml!.id}.xml`)
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['application/samlmetadata+xml', expect.stringContaining(`/v1/saml/acs/${connection.saml!.id}`)])
    expect((await fetch(`${clerk.frontendApiUrl}/v1/saml/metadata/samlc_none.xml`)).status).toBe(404)
  })
})
