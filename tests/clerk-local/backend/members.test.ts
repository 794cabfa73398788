import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>
let acme: string

beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl })
})
beforeEach(() => {
  local.reset()
  acme = local.store.organizations.by('slug', 'acme')[0]!.id
})
afterAll(() => local.close())

const user = (name: string) => local.store.userByEmail(`${name}+clerk_test@example.com`)!.id
const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })

describe('memberships, with the SDK', () => {
  it('lists, filters, searches and sorts', async () => {
    const list = (params: object) => clerk.organizations.getOrganizationMembershipList({ organizationId: acme, ...params })
    const names = async (params: object) => (await list(params)).data.map(m => m.publicUserData?.firstName)
    expect(await list({})).toMatchObject({ totalCount: 2 })
    expect(await names({ orderBy: '+first_name' })).toEqual(['Ada', 'Bob'])
    expect(await names({ orderBy: '-first_name' })).toEqual(['Bob', 'Ada'])
    expect(await names({ role: ['org:admin'] })).toEqual(['Ada'])
    expect(await names({ userId: [user('bob')] })).toEqual(['Bob'])
    expect(await names({ userId: [`-${user('bob')}`] })).toEqual(['Ada'])
    expect(await names({ emailAddress: ['ADA+clerk_test@example.com'] })).toEqual(['Ada'])
    expect(await names({ query: 'noyce' })).toEqual(['Bob'])
    expect(await names({ limit: 1, offset: 1, orderBy: 'first_name' })).toEqual(['Bob'])
    await expect(list({ limit: 501 })).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
    await expect(list({ orderBy: 'shoe_size' })).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
    await expect(clerk.organizations.getOrganizationMembershipList({ organizationId: 'org_none' })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })

  it('adds, changes, describes and removes a member', async () => {
    const added = await clerk.organizations.createOrganizationMembership({ organizationId: acme, userId: user('dan'), role: 'org:member' })
    expect(added).toMatchObject({ role: 'org:member', organization: { id: acme }, publicUserData: { userId: user('dan') } })
    expect(await clerk.organizations.updateOrganizationMembership({ organizationId: acme, userId: user('dan'), role: 'org:admin' })).toMatchObject({ id: added.id, role: 'org:admin' })
    await clerk.organizations.updateOrganizationMembershipMetadata({ organizationId: acme, userId: user('dan'), publicMetadata: { team: 'a', desk: 1 } })
    const described = await clerk.organizations.updateOrganizationMembershipMetadata({ organizationId: acme, userId: user('dan'), publicMetadata: { desk: null } })
    expect(described.publicMetadata).toEqual({ team: 'a' })
    expect(await clerk.organizations.deleteOrganizationMembership({ organizationId: acme, userId: user('dan') })).toMatchObject({ id: added.id })
    const back = await clerk.organizations.createOrganizationMembership({ organizationId: acme, userId: user('dan'), role: 'org:member' })
    expect(back.id).not.toBe(added.id)
  })

  it('keeps an organization manageable and people single members', async () => {
    const { organizations } = clerk
    const lastAdmin = { organizationId: acme, userId: user('ada') }
    await expect(organizations.updateOrganizationMembership({ ...lastAdmin, role: 'org:member' })).rejects.toMatchObject(refusal(400, 'organization_minimum_permissions_needed'))
    await expect(organizations.deleteOrganizationMembership(lastAdmin)).rejects.toMatchObject(refusal(400, 'organization_minimum_permissions_needed'))
    await expect(organizations.createOrganizationMembership({ ...lastAdmin, role: 'org:member' })).rejects.toMatchObject(refusal(400, 'already_a_member_in_organization'))
    await expect(organizations.createOrganizationMembership({ organizationId: acme, userId: user('dan'), role: 'org:king' })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
    await expect(organizations.createOrganizationMembership({ organizationId: acme, userId: 'user_none', role: 'org:member' })).rejects.toMatchObject(refusal(404, 'resource_not_found'))
  })

  it('lists memberships of a user and of the instance', async () => {
    const own = await clerk.users.getOrganizationMembershipList({ userId: user('ada') })
    expect(own.data.map(m => m.organization.slug).sort()).toEqual(['acme', 'beta'])
    expect(await clerk.organizations.getInstanceOrganizationMembershipList({ limit: 3 })).toMatchObject({ totalCount: 4, data: { length: 3 } })
  })
})

describe('invitations, with the SDK', () => {
  const invite = (emailAddress: string, more: object = {}) =>
    clerk.organizations.createOrganizationInvitation({ organizationId: acme, emailAddress, role: 'org:member', ...more })

  it('invites, mails the link, lists by status, gets and revokes', async () => {
    const made = await invite('Eve@Example.com', { inviterUserId: user('ada'), redirectUrl: 'http://localhost:3000/sign-up', publicMetadata: { note: 1 } })
    expect(made).toMatchObject({ emailAddress: 'eve@example.com', status: 'pending', organizationId: acme, publicMetadata: { note: 1 } })
    expect(made.expiresAt! - made.createdAt).toBe(30 * 24 * 3600 * 1000)
    const [mail] = local.store.mails.all()
    expect(mail).toMatchObject({ to: 'eve@example.com', link: made.url })
    const opened = await fetch(mail!.link!, { redirect: 'manual' })
    expect(opened.status).toBe(303)
    const target = new URL(opened.headers.get('location')!)
    expect(target.origin + target.pathname).toBe('http://localhost:3000/sign-up')
    expect(target.searchParams.get('__clerk_status')).toBe('sign_up')
    expect(target.searchParams.get('__clerk_ticket')).toBeTruthy()

    expect(await clerk.organizations.getOrganizationInvitation({ organizationId: acme, invitationId: made.id })).toMatchObject({ id: made.id })
    expect((await clerk.organizations.getOrganizationInvitationList({ organizationId: acme, status: ['pending', 'accepted'] })).totalCount).toBe(1)
    const revoked = await clerk.organizations.revokeOrganizationInvitation({ organizationId: acme, invitationId: made.id, requestingUserId: user('ada') })
    expect(revoked.status).toBe('revoked')
    expect((await clerk.organizations.getOrganizationInvitationList({ organizationId: acme, status: ['pending'] })).totalCount).toBe(0)
    await expect(clerk.organizations.revokeOrganizationInvitation({ organizationId: acme, invitationId: made.id })).rejects.toMatchObject(refusal(404, 'organization_invitation_not_pending'))
  })

  it('refuses duplicates, members, strangers and powerless inviters', async () => {
    await invite('eve@example.com')
    await expect(invite('EVE@example.com')).rejects.toMatchObject(refusal(400, 'organization_invitation_not_unique'))
    await expect(invite('bob+clerk_test@example.com')).rejects.toMatchObject(refusal(400, 'already_a_member_in_organization'))
    await expect(invite('not an address')).rejects.toMatchObject(refusal(422, 'form_param_format_invalid'))
    await expect(invite('x@example.com', { inviterUserId: user('bob') })).rejects.toMatchObject(refusal(403, 'missing_organization_permission'))
    await expect(invite('x@example.com', { inviterUserId: user('dan') })).rejects.toMatchObject(refusal(404, 'organization_not_found_or_unauthorized'))
    await expect(invite('x@example.com', { expiresInDays: 366 })).rejects.toMatchObject(refusal(422, 'form_param_value_invalid'))
  })

  it('invites in bulk: all or none, ten at most, within the seats', async () => {
    const bulk = (count: number, organizationId = acme) => clerk.organizations.createOrganizationInvitationBulk(organizationId,
      Array.from({ length: count }, (_, i) => ({ emailAddress: `p${i}@example.com`, role: 'org:member' as const })))
    expect(await bulk(3)).toMatchObject({ totalCount: 3 })
    await expect(bulk(11)).rejects.toMatchObject(refusal(400, 'bulk_size_exceeded'))
    const beta = local.store.organizations.by('slug', 'beta')[0]!.id
    await expect(bulk(4, beta)).rejects.toMatchObject(refusal(403, 'organization_membership_quota_exceeded'))
    expect((await clerk.organizations.getOrganizationInvitationList({ organizationId: beta })).totalCount).toBe(0)
    expect(await bulk(3, beta)).toMatchObject({ totalCount: 3 })
  })

  it('lists invitations of a user and of the instance with the organization', async () => {
    await invite('dan+clerk_test@example.com')
    const own = await clerk.users.getOrganizationInvitationList({ userId: user('dan'), status: 'pending' })
    expect(own).toMatchObject({ totalCount: 1, data: [{ publicOrganizationData: { slug: 'acme' } }] })
    const instance = await fetch(`${local.backendApiUrl}/v1/organization_invitations?query=dan`, { headers: { authorization: `Bearer ${local.secretKey}` } })
    expect(await instance.json()).toMatchObject({ total_count: 1, data: [{ public_organization_data: { slug: 'acme' } }] })
  })
})
