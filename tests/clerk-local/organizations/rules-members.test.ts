import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, TestBrowser } from '../browser.ts'

let local: ClerkLocal
let clerk: ReturnType<typeof createClerkClient>
let dan: TestBrowser
beforeAll(async () => {
  local = await createClerkLocal()
  clerk = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, apiUrl: local.backendApiUrl })
})
beforeEach(async () => {
  local.reset()
  dan = await TestBrowser.open(local)
  await dan.signIn('dan+clerk_test@example.com')
})
afterAll(() => local.close())

const day = 24 * 3600 * 1000
const refusal = (status: number, code: string) => ({ status, errors: [{ code }] })
const acme = () => local.store.organizations.by('slug', 'acme')[0]!
const user = (name: string) => local.store.userByEmail(`${name}+clerk_test@example.com`)!
const invite = (emailAddress: string, role = 'org:member') => clerk.organizations.createOrganizationInvitation({ organizationId: acme().id, emailAddress, role })
const accept = (id: string) => dan.call('POST', `/v1/me/organization_invitations/${id}/accept`)
const danInvited = () => invite('dan+clerk_test@example.com')

describe('seats', () => {
  it('count members and outstanding invitations, and a limit of 0 is none', async () => {
    await clerk.organizations.updateOrganization(acme().id, { maxAllowedMemberships: 3 })
    const invitation = await invite('one@example.com')
    await expect(invite('two@example.com')).rejects.toMatchObject(refusal(403, 'organization_membership_quota_exceeded'))
    await expect(clerk.organizations.createOrganizationMembership({ organizationId: acme().id, userId: user('dan').id, role: 'org:member' })).rejects.toMatchObject(refusal(403, 'organization_membership_quota_exceeded'))
    await clerk.organizations.revokeOrganizationInvitation({ organizationId: acme().id, invitationId: invitation.id })
    await invite('two@example.com')
    await clerk.organizations.updateOrganization(acme().id, { maxAllowedMemberships: 0 })
    for (let n = 0; n < 8; n++) await invite(`more${n}@example.com`)
  })

  it('come back when an invitation expires, and more members than seats stay', async () => {
    await clerk.organizations.updateOrganization(acme().id, { maxAllowedMemberships: 3 })
    await invite('one@example.com')
    local.store.clockOffset += 31 * day
    await invite('two@example.com')
    await clerk.organizations.updateOrganization(acme().id, { maxAllowedMemberships: 1 })
    expect(await clerk.organizations.getOrganization({ organizationId: acme().id, includeMembersCount: true })).toMatchObject({ membersCount: 2, maxAllowedMemberships: 1 })
  })
})

describe('invitations', () => {
  it('are accepted once', async () => {
    const { id } = await danInvited()
    expect((await accept(id)).body.response).toMatchObject({ id, status: 'accepted' })
    const again = await accept(id)
    expect([again.status, code(again)]).toEqual([400, 'organization_invitation_already_accepted'])
    await expect(clerk.organizations.revokeOrganizationInvitation({ organizationId: acme().id, invitationId: id })).rejects.toMatchObject(refusal(404, 'organization_invitation_not_pending'))
  })

  it('are as they were when accepting is refused', async () => {
    const { id } = await danInvited()
    await clerk.organizations.updateOrganization(acme().id, { maxAllowedMemberships: 1 })
    const before = { ...local.store.invitations.get(id) }
    local.store.clockOffset += 1000
    expect(code(await accept(id))).toBe('organization_membership_quota_exceeded')
    expect(local.store.invitations.get(id)).toEqual(before)
  })

  it('expire after 30 days by the clock', async () => {
    const { id } = await danInvited()
    local.store.clockOffset += 30 * day - 60_000
    expect((await clerk.organizations.getOrganizationInvitationList({ organizationId: acme().id, status: ['pending'] })).totalCount).toBe(1)
    local.store.clockOffset += 120_000
    expect((await clerk.organizations.getOrganizationInvitationList({ organizationId: acme().id, status: ['expired'] })).data).toMatchObject([{ id, status: 'expired' }])
    dan = await TestBrowser.open(local)
    await dan.signIn('dan+clerk_test@example.com')
    expect(code(await accept(id))).toBe('organization_invitation_expired')
    await danInvited()
  })

  it('stay open for somebody who was made a member meanwhile, and then make no second membership', async () => {
    const { id } = await danInvited()
    await clerk.organizations.createOrganizationMembership({ organizationId: acme().id, userId: user('dan').id, role: 'org:admin' })
    expect((await accept(id)).status).toBe(200)
    expect(local.store.memberships.by('userId', user('dan').id)).toMatchObject([{ role: 'org:admin' }])
  })

  it('go out ten at a time, all or none', async () => {
    const body = (count: number) => Array.from({ length: count }, (_, n) => ({ emailAddress: `b${n}@example.com`, role: 'org:member' }))
    await expect(clerk.organizations.createOrganizationInvitationBulk(acme().id, body(11))).rejects.toMatchObject(refusal(400, 'bulk_size_exceeded'))
    await expect(clerk.organizations.createOrganizationInvitationBulk(acme().id, [...body(2), { emailAddress: 'bob+clerk_test@example.com', role: 'org:member' }])).rejects.toMatchObject(refusal(400, 'already_a_member_in_organization'))
    await expect(clerk.organizations.createOrganizationInvitationBulk(acme().id, [...body(2), ...body(1)])).rejects.toMatchObject(refusal(400, 'organization_invitation_not_unique'))
    expect(local.store.invitations.size).toBe(0)
    expect((await clerk.organizations.createOrganizationInvitationBulk(acme().id, body(10))).totalCount).toBe(10)
  })

  it('of a verified domain stay out of the organization\'s lists', async () => {
    await invite('x@example.com')
    const { id } = local.store.invitations.all()[0]!
    local.store.invitations.update(id, { domainId: 'orgdmn_some' })
    expect((await clerk.organizations.getOrganizationInvitationList({ organizationId: acme().id })).totalCount).toBe(0)
  })

  it('are found by id, or told missing', async () => {
    const { id } = await invite('x@example.com')
    expect((await clerk.organizations.getOrganizationInvitation({ organizationId: acme().id, invitationId: id })).id).toBe(id)
    await expect(clerk.organizations.getOrganizationInvitation({ organizationId: acme().id, invitationId: 'orginv_none' })).rejects.toMatchObject(refusal(404, 'organization_invitation_not_found'))
    expect(code(await accept(id))).toBe('organization_invitation_not_found')
  })
})

describe('a personal account', () => {
  it('is where membership is optional: sessions are active without an organization', async () => {
    expect((await dan.call('GET', '/v1/client')).body.response.sessions[0]).toMatchObject({ status: 'pending', tasks: [{ key: 'choose-organization' }] })
    local.ctx.settings.organizations.membershipRequired = false
    expect((await dan.call('GET', '/v1/client')).body.response.sessions[0]).toMatchObject({ status: 'active', last_active_organization_id: null })
    const ada = await TestBrowser.open(local)
    const session = await ada.signIn('ada+clerk_test@example.com')
    const touched = await ada.call('POST', `/v1/client/sessions/${session.id}/touch`, { active_organization_id: '' })
    expect(touched.body.response).toMatchObject({ status: 'active', last_active_organization_id: null })
  })
})

describe('leaving', () => {
  it('ends the membership and the active organization, unless nobody could manage any more', async () => {
    const { id } = await danInvited()
    await accept(id)
    const session = local.store.sessions.by('userId', user('dan').id)[0]!
    await dan.call('POST', `/v1/client/sessions/${session.id}/touch`, { active_organization_id: acme().id })
    expect((await dan.call('DELETE', `/v1/me/organization_memberships/${acme().id}`)).body.response).toMatchObject({ deleted: true })
    expect([session.lastActiveOrganizationId, local.store.memberships.by('userId', user('dan').id)]).toEqual([null, []])
    const ada = await TestBrowser.open(local)
    await ada.signIn('ada+clerk_test@example.com')
    const last = await ada.call('DELETE', `/v1/me/organization_memberships/${acme().id}`)
    expect([last.status, code(last)]).toEqual([400, 'organization_minimum_permissions_needed'])
  })

  it('counts by permissions, not by the role\'s name', async () => {
    const needed = ['org:sys_memberships:read', 'org:sys_memberships:manage', 'org:sys_profile:delete'].map(key => local.store.permissions.by('key', key)[0]!.id)
    await clerk.organizationRoles.createOrganizationRole({ key: 'org:keeper', name: 'Keeper', permissions: needed, includeInInitialRoleSet: true })
    const bob = { organizationId: acme().id, userId: user('bob').id }
    await clerk.organizations.updateOrganizationMembership({ ...bob, role: 'org:keeper' })
    await clerk.organizations.updateOrganizationMembership({ organizationId: acme().id, userId: user('ada').id, role: 'org:member' })
    await expect(clerk.organizations.deleteOrganizationMembership(bob)).rejects.toMatchObject(refusal(400, 'organization_minimum_permissions_needed'))
  })
})
