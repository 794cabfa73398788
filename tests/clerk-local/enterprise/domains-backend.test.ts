import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DomainObject } from '../../../clerk-local/contract/objects/organizations/domain.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import type { Json } from '../browser.ts'

let clerk: ClerkLocal
let sdk: ReturnType<typeof createClerkClient>
let acme: string
let beta: string
beforeAll(async () => {
  clerk = await createClerkLocal()
  sdk = createClerkClient({ telemetry: { disabled: true }, secretKey: clerk.secretKey, apiUrl: clerk.backendApiUrl })
})
afterAll(() => clerk.close())
beforeEach(() => {
  clerk.reset()
  acme = clerk.store.organizations.by('slug', 'acme')[0]!.id
  beta = clerk.store.organizations.by('slug', 'beta')[0]!.id
})

/** The SDK (3.25) hands domains on as they came: its deserializer doesn't know them. */
const wire = (domain: unknown) => domain as DomainObject
const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
const create = async (name: string, more: { organizationId?: string, verified?: boolean, enrollmentMode?: 'manual_invitation' | 'automatic_invitation' | 'automatic_suggestion' } = {}) =>
  wire(await sdk.organizations.createOrganizationDomain({ organizationId: acme, name, enrollmentMode: 'manual_invitation', ...more }))

/** Operations the SDK has no method for. */
async function call(method: string, path: string): Promise<Json> {
  const response = await fetch(`${clerk.backendApiUrl}/v1${path}`, { method, headers: { authorization: `Bearer ${clerk.secretKey}` } })
  return { status: response.status, ...await response.json() as object }
}

describe('domains, with the SDK', () => {
  it('are verified unless told, listed, updated and deleted', async () => {
    const domain = await create('acme.test')
    expect(domain).toMatchObject({ name: 'acme.test', organization_id: acme, enrollment_mode: 'manual_invitation', verification: { status: 'verified' }, total_pending_invitations: 0 })
    const open = await create('open.test', { verified: false })
    expect(open.verification).toBeNull()
    expect(await sdk.organizations.getOrganizationDomainList({ organizationId: acme })).toMatchObject({ totalCount: 2, data: [{ name: 'open.test' }, { name: 'acme.test' }] })
    const changed = await sdk.organizations.updateOrganizationDomain({ organizationId: acme, domainId: open.id, verified: true, enrollmentMode: 'automatic_suggestion' })
    expect(changed).toMatchObject({ enrollment_mode: 'automatic_suggestion', verification: { status: 'verified' } })
    await sdk.organizations.deleteOrganizationDomain({ organizationId: acme, domainId: domain.id })
    expect((await sdk.organizations.getOrganizationDomainList({ organizationId: acme })).totalCount).toBe(1)
    await expect(sdk.organizations.deleteOrganizationDomain({ organizationId: acme, domainId: domain.id })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    await expect(sdk.organizations.deleteOrganizationDomain({ organizationId: beta, domainId: open.id })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })

  it('exclude each other once verified', async () => {
    await create('acme.test')
    await expect(create('acme.test', { organizationId: beta })).rejects.toMatchObject(refusal(422, 'organization_domain_already_exists'))
    await create('both.test', { organizationId: beta, verified: false })
    const ours = await create('both.test')
    const [theirs] = (await sdk.organizations.getOrganizationDomainList({ organizationId: beta })).data
    await expect(sdk.organizations.updateOrganizationDomain({ organizationId: beta, domainId: theirs!.id, verified: true })).rejects.toMatchObject(refusal(422, 'organization_domain_already_exists'))
    await sdk.organizations.updateOrganizationDomain({ organizationId: acme, domainId: ours.id, verified: false })
    expect(await sdk.organizations.updateOrganizationDomain({ organizationId: beta, domainId: theirs!.id, verified: true })).toMatchObject({ verification: { status: 'verified' } })
  })

  it('follow the rules of names', async () => {
    await expect(create('gmail.com')).rejects.toMatchObject(refusal(422, 'organization_domain_common'))
    await expect(create('localhost')).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
    await expect(create('acme.test', { organizationId: 'org_none' })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })
})

describe('domains of the instance', () => {
  it('are listed over organizations, searched, filtered and sorted', async () => {
    await create('acme.test')
    await create('beta.test', { organizationId: beta, enrollmentMode: 'automatic_suggestion' })
    await create('open.test', { verified: false })
    const names = async (query: string) => (await call('GET', `/organization_domains?${query}`)).data.map((d: Json) => d.name)
    expect(await names('')).toEqual(['open.test', 'beta.test', 'acme.test'])
    expect(await names('order_by=name')).toEqual(['acme.test', 'beta.test', 'open.test'])
    expect(await names(`organization_id=${beta}`)).toEqual(['beta.test'])
    expect(await names(`query=${beta}`)).toEqual(['beta.test'])
    expect(await names('query=CME')).toEqual(['acme.test'])
    expect(await names('verified=false')).toEqual(['open.test'])
    expect(await names('enrollment_mode=automatic_suggestion,enterprise_sso')).toEqual(['beta.test'])
    expect(await names('enrollment_mode=-automatic_suggestion')).toEqual(['open.test', 'acme.test'])
    expect(await names('domains=acme.test&domains=beta.test')).toEqual(['beta.test', 'acme.test'])
    expect(await names('limit=1&offset=1')).toEqual(['beta.test'])
    expect(await call('GET', '/organization_domains?query=%20')).toMatchObject({ status: 422 })
  })

  it('are owned when the Backend API says so, once', async () => {
    const domain = await create('acme.test', { verified: false })
    const verify = () => call('POST', `/organizations/${acme}/domains/${domain.id}/verify_ownership`)
    expect(await verify()).toMatchObject({ status: 200, ownership_verification: { status: 'verified', strategy: 'manual_override', verified_at: expect.any(Number) }, affiliation_verification: null })
    const changes = clerk.store.changes.all().length
    expect(await verify()).toMatchObject({ ownership_verification: { status: 'verified' } })
    expect(clerk.store.changes.all()).toHaveLength(changes)
  })
})
