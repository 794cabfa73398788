import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import type { Json } from '../browser.ts'

let clerk: ClerkLocal
let sdk: ReturnType<typeof createClerkClient>
let acme: string
beforeAll(async () => {
  clerk = await createClerkLocal()
  sdk = createClerkClient({ telemetry: { disabled: true }, secretKey: clerk.secretKey, apiUrl: clerk.backendApiUrl })
})
afterAll(() => clerk.close())
beforeEach(() => {
  clerk.reset()
  acme = clerk.store.organizations.by('slug', 'acme')[0]!.id
})

const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
const saml = { idpEntityId: 'http://okta.test/entity', idpSsoUrl: 'http://okta.test/sso', idpCertificate: '-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----' }
const oidc = { clientId: 'acme', clientSecret: 'shh', discoveryUrl: 'https://idp.test/.well-known/openid-configuration' }
const create = (more: Partial<Parameters<typeof sdk.enterpriseConnections.createEnterpriseConnection>[0]> = {}) =>
  sdk.enterpriseConnections.createEnterpriseConnection({ name: 'Acme Login', provider: 'saml_okta', domains: ['acme.test'], ...more })

/** Operations and bodies the SDK has no method for. */
async function call(method: string, path: string, body?: unknown): Promise<Json> {
  const response = await fetch(`${clerk.backendApiUrl}/v1/enterprise_connections${path}`, {
    method, headers: { 'authorization': `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body),
  })
  return { status: response.status, ...await response.json() as object }
}

describe('enterprise connections, with the SDK', () => {
  it('are made for SAML, read, listed and deleted', async () => {
    const made = await create({ organizationId: acme, saml, domains: ['ACME.test', 'acme.test', 'eu.acme.test'] })
    expect(made).toMatchObject({
      name: 'Acme Login', provider: 'saml_okta', active: false, domains: ['acme.test', 'eu.acme.test'], organizationId: acme, oauthConfig: null,
      samlConnection: { idpEntityId: saml.idpEntityId, idpSsoUrl: saml.idpSsoUrl, idpCertificate: 'TUlJQg==', allowSubdomains: false },
    })
    expect(made.samlConnection?.acsUrl).toBe(`${clerk.url}/frontend/v1/saml/acs/${made.samlConnection?.id}`)
    expect(await sdk.enterpriseConnections.getEnterpriseConnection(made.id)).toEqual(made)
    const other = await create({ name: 'Other', domains: ['other.test'] })
    const list = async (params: object) => (await sdk.enterpriseConnections.getEnterpriseConnectionList(params)).data.map(c => c.id)
    expect(await list({})).toEqual([other.id, made.id])
    expect(await list({ organizationId: acme })).toEqual([made.id])
    expect(await list({ active: true })).toEqual([])
    expect(await list({ limit: 1, offset: 1 })).toEqual([made.id])
    await sdk.enterpriseConnections.deleteEnterpriseConnection(made.id)
    await expect(sdk.enterpriseConnections.getEnterpriseConnection(made.id)).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })

  it('are made for OIDC, and never tell the client secret', async () => {
    const made = await create({ provider: 'oidc_custom', oidc, active: true })
    expect(made).toMatchObject({ active: true, samlConnection: null, oauthConfig: { clientId: 'acme', discoveryUrl: oidc.discoveryUrl } })
    expect(JSON.stringify(await call('GET', `/${made.id}`))).not.toContain('shh')
  })

  it('are updated in part; an empty list of domains changes nothing', async () => {
    const { id } = await create({ saml })
    const update = (params: Parameters<typeof sdk.enterpriseConnections.updateEnterpriseConnection>[1]) => sdk.enterpriseConnections.updateEnterpriseConnection(id, params)
    expect(await update({ name: 'New', active: true, syncUserAttributes: false, disableAdditionalIdentifications: true, organizationId: acme, domains: [] }))
      .toMatchObject({ name: 'New', active: true, syncUserAttributes: false, disableAdditionalIdentifications: true, organizationId: acme, domains: ['acme.test'] })
    expect(await update({ domains: ['b.test'], saml: { allowSubdomains: true } })).toMatchObject({ domains: ['b.test'], samlConnection: { allowSubdomains: true, idpSsoUrl: saml.idpSsoUrl } })
    await expect(update({ organizationId: 'org_none' })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    await expect(update({ domains: ['no domain'] })).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
  })

  it('need their identity provider\'s data before they can be active', async () => {
    await expect(create({ active: true })).rejects.toMatchObject({ status: 422, errors: [{ code: 'saml_connection_cant_be_activated', longMessage: expect.stringContaining('idp_entity_id, idp_sso_url, idp_certificate') }] })
    await expect(create({ active: true, provider: 'oidc_custom' })).rejects.toMatchObject(refusal(422, 'form_param_missing'))
    expect(clerk.store.enterpriseConnections.size).toBe(0)
    const { id } = await create()
    await expect(sdk.enterpriseConnections.updateEnterpriseConnection(id, { active: true, name: 'Never' })).rejects.toMatchObject(refusal(422, 'saml_connection_cant_be_activated'))
    expect(await sdk.enterpriseConnections.getEnterpriseConnection(id)).toMatchObject({ active: false, name: 'Acme Login' })
  })

  it('read the provider\'s metadata, and stand in for what a metadata url would give', async () => {
    const idpMetadata = '<md:EntityDescriptor entityID="http://idp.test/e"><md:IDPSSODescriptor><ds:X509Certificate> TUlJ\nQg== </ds:X509Certificate>'
      + '<md:SingleSignOnService Binding="urn:x" Location="http://idp.test/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>'
    expect(await create({ saml: { idpMetadata }, active: true })).toMatchObject({ samlConnection: { idpEntityId: 'http://idp.test/e', idpSsoUrl: 'http://idp.test/sso', idpCertificate: 'TUlJQg==' } })
    await expect(create({ saml: { idpMetadata: '<x/>' }, domains: ['b.test'] })).rejects.toMatchObject(refusal(422, 'saml_failed_to_parse_idp_metadata'))
    expect(await create({ saml: { idpMetadataUrl: 'https://idp.test/metadata' }, domains: ['c.test'], active: true })).toMatchObject({ samlConnection: { idpEntityId: 'https://idp.test/metadata' } })
  })

  it('own their domains', async () => {
    await create()
    await expect(create()).rejects.toMatchObject(refusal(422, 'form_identifier_exists'))
    await expect(create({ domains: [] })).rejects.toMatchObject({ status: 422 })
    await expect(create({ domains: ['localhost'] })).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
  })

  it('go with their organization', async () => {
    const { id } = await create({ organizationId: acme })
    await sdk.organizations.deleteOrganization(acme)
    await expect(sdk.enterpriseConnections.getEnterpriseConnection(id)).rejects.toMatchObject({ status: 404 })
  })
})

describe('connections and verified domains', () => {
  const verified = () => sdk.organizations.createOrganizationDomain({ organizationId: acme, name: 'acme.test', enrollmentMode: 'automatic_suggestion' })

  it('exclude each other: an active connection refuses new domains', async () => {
    await create({ saml, active: true })
    await expect(verified()).rejects.toMatchObject(refusal(422, 'organization_domain_exists_for_enterprise_connection'))
  })

  it('exclude each other: enabling a connection removes the domains that enrol people', async () => {
    const { id } = await create({ saml })
    await verified()
    await sdk.enterpriseConnections.updateEnterpriseConnection(id, { active: true })
    expect((await sdk.organizations.getOrganizationDomainList({ organizationId: acme })).totalCount).toBe(0)
    expect(clerk.store.changes.all().at(-1)?.type).toBe('organizationDomain.deleted')
  })

  it('exclude each other: a connection for subdomains removes those that enrol people', async () => {
    await sdk.organizations.createOrganizationDomain({ organizationId: acme, name: 'eu.acme.test', enrollmentMode: 'automatic_invitation' })
    await create({ saml: { ...saml, allowSubdomains: true }, active: true })
    expect((await sdk.organizations.getOrganizationDomainList({ organizationId: acme })).totalCount).toBe(0)
  })
})

describe('bodies', () => {
  it('are checked', async () => {
    const good = { name: 'A', provider: 'saml_custom', domains: ['a.test'] }
    for (const bad of [{}, { ...good, name: 7 }, { ...good, provider: 'saml_magic' }, { ...good, domains: 'a.test' }, { ...good, saml: 'x' }, { ...good, saml: { idp_metadata_url: 'javascript:1' } },
      { ...good, saml: { login_hint: { mode: 'loud' } } }, { ...good, oidc: { requires_pkce: 'yes' } }, { ...good, custom_attributes: [{ name: 'x', key: '_x' }] }, { ...good, shoe: 1 }, { ...good, name: ' ' }]) {
      expect([bad, (await call('POST', '', bad)).status]).toEqual([bad, 422])
    }
    const made = await call('POST', '', { ...good, custom_attributes: [{ name: 'Team', key: 'team', directory_path: 'team' }], saml: { login_hint: { mode: 'off' }, attribute_mapping: { user_id: 'uid', email_address: null } } })
    expect(made).toMatchObject({ status: 201, custom_attributes: [{ key: 'team', scim_path: 'team', multi_valued: false }], saml_connection: { login_hint: { mode: 'off' } } })
    expect(clerk.store.enterpriseConnections.get(made.id)!.saml!.attributeMapping).toMatchObject({ userId: 'uid', emailAddress: 'mail' })
  })
})

describe('a test run', () => {
  it('asks the identity provider and keeps what it said, also before the connection is active', async () => {
    const { id } = await create({ saml })
    expect(await call('GET', `/${id}/test_runs`)).toMatchObject({ data: [], total_count: 0 })
    const { url } = await call('POST', `/${id}/test_runs`)
    const start = await fetch(url, { redirect: 'manual' })
    expect([start.status, start.headers.get('location')]).toEqual([301, expect.stringContaining(`/idp/${id}?SAMLRequest=`)])
    expect(await call('GET', `/${id}/test_runs?status=pending`)).toMatchObject({ data: [{ status: 'pending', connection_type: 'saml', saml: { saml_request: expect.any(String) } }] })
    expect(await call('GET', `/${id}/test_runs?status=success`)).toMatchObject({ total_count: 0 })
    expect((await fetch(`${clerk.url}/frontend/v1/enterprise_connections/${id}/init_test_run?ticket=x`)).status).toBe(400)
    expect(await call('POST', '/entconn_none/test_runs')).toMatchObject({ status: 404 })
  })
})
