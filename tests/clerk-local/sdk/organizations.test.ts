import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { pixel } from '../../support/page/pixel.ts'
import { type NotingClient, notingClient } from './client.ts'

let local: ClerkLocal
let sdk: NotingClient
let organizationId: string

const person = (name: string) => local.store.userByEmail(`${name}+clerk_test@example.com`)!.id

beforeAll(async () => {
  local = await createClerkLocal({ settings: { organizations: { domainsEnabled: true } } })
  sdk = notingClient(local)
  organizationId = (await sdk.clerk.organizations.createOrganization({ name: 'Orbit', slug: 'orbit', createdBy: person('ada'), maxAllowedMemberships: 9 })).id
})
afterAll(() => local.close())

describe('organizations, by the SDK', () => {
  it('gets, lists, updates and deletes', async () => {
    const { organizations } = sdk.clerk
    const made = await organizations.createOrganization({ name: 'Comet', publicMetadata: { a: 1 }, privateMetadata: { b: 2 } })
    expect(made).toMatchObject({ name: 'Comet', publicMetadata: { a: 1 }, privateMetadata: { b: 2 }, adminDeleteEnabled: true })
    expect(await organizations.getOrganization({ organizationId: made.id, includeMembersCount: true })).toMatchObject({ id: made.id, membersCount: 0 })
    expect(await organizations.getOrganizationList({ query: 'comet' })).toMatchObject({ totalCount: 1, data: [{ id: made.id }] })
    expect(await organizations.updateOrganization(made.id, { name: 'Comets', maxAllowedMemberships: 3 })).toMatchObject({ name: 'Comets', maxAllowedMemberships: 3 })
    expect((await organizations.updateOrganizationMetadata(made.id, { publicMetadata: { c: 3 } })).publicMetadata).toEqual({ a: 1, c: 3 })
    expect((await organizations.replaceOrganizationMetadata(made.id, { publicMetadata: { c: 3 } })).publicMetadata).toEqual({ c: 3 })
    expect(await organizations.updateOrganizationLogo(made.id, { file: new Blob([pixel.buffer], { type: pixel.mimeType }) })).toMatchObject({ hasImage: true })
    expect(await organizations.deleteOrganizationLogo(made.id)).toMatchObject({ hasImage: false })
    expect(await organizations.deleteOrganization(made.id)).toMatchObject({ id: made.id, deleted: true })
  })

  it('keeps members', async () => {
    const { organizations } = sdk.clerk
    const userId = person('bob')
    const made = await organizations.createOrganizationMembership({ organizationId, userId, role: 'org:member' })
    expect(made).toMatchObject({ role: 'org:member', organization: { slug: 'orbit' }, publicUserData: { userId, identifier: 'bob+clerk_test@example.com' } })
    expect(await organizations.getOrganizationMembershipList({ organizationId, role: ['org:member'] })).toMatchObject({ totalCount: 1, data: [{ id: made.id }] })
    expect((await organizations.getInstanceOrganizationMembershipList({ limit: 100 })).data.map(m => m.id)).toContain(made.id)
    expect(await organizations.updateOrganizationMembership({ organizationId, userId, role: 'org:admin' })).toMatchObject({ role: 'org:admin', permissions: expect.arrayContaining(['org:sys_memberships:manage']) as string[] })
    expect(await organizations.updateOrganizationMembershipMetadata({ organizationId, userId, publicMetadata: { a: 1 } })).toMatchObject({ publicMetadata: { a: 1 } })
    expect(await organizations.deleteOrganizationMembership({ organizationId, userId })).toMatchObject({ id: made.id })
  })

  it('invites, one and many', async () => {
    const { organizations } = sdk.clerk
    const made = await organizations.createOrganizationInvitation({ organizationId, inviterUserId: person('ada'), emailAddress: 'nia@example.com', role: 'org:member', publicMetadata: { a: 1 } })
    expect(made).toMatchObject({ emailAddress: 'nia@example.com', role: 'org:member', status: 'pending', organizationId, publicMetadata: { a: 1 } })
    expect(await organizations.getOrganizationInvitation({ organizationId, invitationId: made.id })).toMatchObject({ id: made.id })
    const many = await organizations.createOrganizationInvitationBulk(organizationId, ['oli', 'pia'].map(name => ({ emailAddress: `${name}@example.com`, role: 'org:member' as const })))
    expect(many).toMatchObject({ totalCount: 2, data: [{ status: 'pending' }, { status: 'pending' }] })
    expect(await organizations.revokeOrganizationInvitation({ organizationId, invitationId: made.id, requestingUserId: person('ada') })).toMatchObject({ status: 'revoked' })
    expect(await organizations.getOrganizationInvitationList({ organizationId, status: ['pending'] })).toMatchObject({ totalCount: 2 })
  })

  it('keeps domains', async () => {
    const { organizations } = sdk.clerk
    // The SDK has no class for domains: they come as they were sent.
    const made = await organizations.createOrganizationDomain({ organizationId, name: 'orbit.dev', enrollmentMode: 'automatic_invitation', verified: true })
    expect(made).toMatchObject({ object: 'organization_domain', name: 'orbit.dev', organization_id: organizationId, enrollment_mode: 'automatic_invitation', verification: { status: 'verified' } })
    expect(await organizations.getOrganizationDomainList({ organizationId })).toMatchObject({ totalCount: 1, data: [{ id: made.id }] })
    expect(await organizations.updateOrganizationDomain({ organizationId, domainId: made.id, enrollmentMode: 'manual_invitation' })).toMatchObject({ enrollment_mode: 'manual_invitation' })
    expect(await organizations.deleteOrganizationDomain({ organizationId, domainId: made.id })).toMatchObject({ id: made.id })
  })

  it('keeps enterprise connections', async () => {
    const { enterpriseConnections } = sdk.clerk
    const made = await enterpriseConnections.createEnterpriseConnection({ name: 'Orbit SSO', domains: ['orbit-sso.dev'], organizationId, provider: 'saml_custom', saml: { idpEntityId: 'https://idp.orbit.dev', idpSsoUrl: 'https://idp.orbit.dev/sso' } })
    expect(made).toMatchObject({ name: 'Orbit SSO', domains: ['orbit-sso.dev'], organizationId, provider: 'saml_custom', samlConnection: { idpEntityId: 'https://idp.orbit.dev' } })
    expect(await enterpriseConnections.getEnterpriseConnection(made.id)).toMatchObject({ id: made.id })
    expect((await enterpriseConnections.getEnterpriseConnectionList({ organizationId })).data).toMatchObject([{ id: made.id }])
    expect(await enterpriseConnections.updateEnterpriseConnection(made.id, { name: 'Orbit' })).toMatchObject({ name: 'Orbit' })
    expect(await enterpriseConnections.deleteEnterpriseConnection(made.id)).toMatchObject({ id: made.id })
  })

  it('tells and changes the instance', async () => {
    const { instance } = sdk.clerk
    expect(await instance.get()).toMatchObject({ environmentType: 'development' })
    expect(await instance.getOrganizationSettings()).toMatchObject({ enabled: true, creatorRole: 'org:admin', domainsEnabled: true })
    expect(await instance.updateOrganizationSettings({ maxAllowedMemberships: 12 })).toMatchObject({ maxAllowedMemberships: 12 })
    expect(await instance.update({ testMode: true })).toBeUndefined()
    await expect(instance.updateRestrictions({ allowlist: true })).rejects.toMatchObject({ status: 501 })
  })

  it.each(['organizations', 'enterpriseConnections', 'instance'] as const)('leaves no method of %s out', (api) => {
    expect(sdk.uncalled(api)).toEqual([])
  })
})
