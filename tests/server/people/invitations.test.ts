import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRole } from '../../../clerk-local/domain/roles/roles.ts'
import type { Invitation, InvitationOutcome } from '../../../shared/schemas/invitation'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'
import { waitFor } from '../../support/app/wait.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

interface Refusal { data: { code: string, issues?: { path: string, message: string }[], required?: unknown } }

async function team(seats = 10) {
  const admin = await app.make.person('Ann', 'Admin')
  const member = await app.make.person('Max', 'Member')
  const organization = await app.make.organization(admin, 'Team', { seats })
  await app.make.member(organization, member)
  const path = `/api/orgs/${organization.slug}/invitations`
  return {
    admin, member, organization, path,
    invite: (json: unknown) => app.fetchAs(admin, path, { json }),
    list: async (status = 'pending') => (await (await app.fetchAs(admin, `${path}?status=${status}`)).json() as { data: Invitation[] }).data,
  }
}

const address = () => `${unique('guest')}@example.com`

describe('POST /api/orgs/:slug/invitations', () => {
  it('invites through Clerk in the inviter\'s name, and the mirror shows it at once', async () => {
    const { admin, organization, invite, list } = await team()
    const emailAddress = address()
    const response = await invite({ emailAddress, role: 'org:member' })
    expect(response.status).toBe(201)
    const created = await response.json() as Invitation
    expect(created).toMatchObject({ emailAddress, role: 'org:member', roleName: 'Member', status: 'pending' })
    expect(created.expiresAt).toBeGreaterThan(created.createdAt)
    expect(await list()).toEqual([created])

    const atClerk = await app.make.client.organizations.getOrganizationInvitation({ organizationId: organization.id, invitationId: created.id })
    expect(atClerk.raw).toMatchObject({ inviter_id: admin.id, email_address: emailAddress })
  })

  it('accepts an address in any case and with spaces around it', async () => {
    const { invite } = await team()
    const emailAddress = address()
    expect(await (await invite({ emailAddress: `  ${emailAddress.toUpperCase()} `, role: 'org:admin' })).json()).toMatchObject({ emailAddress })
  })

  it('is refused to a member, before the body is looked at', async () => {
    const { member, path } = await team()
    const response = await app.fetchAs(member, path, { json: 'nonsense' })
    expect(response.status).toBe(403)
    expect((await response.json() as Refusal).data).toEqual({
      code: 'permission_missing', required: { permission: ['org:sys_memberships:manage'] }, help: { people: ['Ann Admin'], plans: [] },
    })
  })

  it.each<[string, unknown, string]>([
    ['no address', { role: 'org:member' }, 'emailAddress'],
    ['something else than an address', { emailAddress: 'guest', role: 'org:member' }, 'emailAddress'],
    ['a number', { emailAddress: 7, role: 'org:member' }, 'emailAddress'],
    ['no role', { emailAddress: 'guest@example.com' }, 'role'],
    ['a role of the wrong form', { emailAddress: 'guest@example.com', role: 'admin' }, 'role'],
    ['a role that Clerk does not have', { emailAddress: 'guest@example.com', role: 'org:owner' }, 'role'],
    ['unknown keys', { emailAddress: 'guest@example.com', role: 'org:member', organizationId: 'org_x' }, ''],
    ['a list', [], ''],
    ['null', null, ''],
  ])('answers 422 to %s', async (_, body, field) => {
    const { invite, list } = await team()
    const response = await invite(body)
    expect(response.status).toBe(422)
    const { data } = await response.json() as Refusal
    expect(data.code).toBe('invalid_input')
    expect(data.issues?.map(issue => issue.path)).toContain(field)
    expect(await list()).toEqual([])
  })

  it.each([
    ['application/json', '{"emailAddress":', 400, 'bad_request'],
    ['application/json', '', 400, 'bad_request'],
    ['text/plain', '{}', 415, 'unsupported_media_type'],
    ['application/json', JSON.stringify({ emailAddress: 'a'.repeat(200_000) }), 413, 'payload_too_large'],
  ])('refuses the body %s %.30s', async (type, body, status, code) => {
    const { admin, path } = await team()
    const response = await app.fetchAs(admin, path, { method: 'POST', body, headers: { 'content-type': type } })
    expect([response.status, (await response.json() as Refusal).data.code]).toEqual([status, code])
  })

  it('does not let somebody give a role that may do more than their own', async () => {
    const { organization, path } = await team()
    const key = `org:inviter_${unique('role').slice(-8)}`
    createRole(app.clerk.ctx, { key, name: 'Inviter', permissionKeys: ['org:sys_memberships:read', 'org:sys_memberships:manage'], inInitialRoleSet: true })
    const inviter = await app.make.person()
    await app.make.member(organization, inviter, key)
    const response = await app.fetchAs(inviter, path, { json: { emailAddress: address(), role: 'org:admin' } })
    expect([response.status, (await response.json() as Refusal).data.code]).toEqual([403, 'role_ceiling'])
    expect((await app.fetchAs(inviter, path, { json: { emailAddress: address(), role: key } })).status).toBe(201)
  })

  it('says in the API\'s own codes what Clerk refuses', async () => {
    const { member, invite } = await team(4)
    const codeOf = async (json: unknown) => (await (await invite(json)).json() as Refusal).data.code
    const emailAddress = address()
    expect((await invite({ emailAddress, role: 'org:member' })).status).toBe(201)
    expect(await codeOf({ emailAddress, role: 'org:member' })).toBe('already_invited')
    expect(await codeOf({ emailAddress: member.email, role: 'org:member' })).toBe('already_a_member')
    expect((await invite({ emailAddress: address(), role: 'org:member' })).status).toBe(201)
    expect(await codeOf({ emailAddress: address(), role: 'org:member' })).toBe('seat_limit_reached')
  })
})

describe('DELETE /api/orgs/:slug/invitations/:id', () => {
  it('revokes once', async () => {
    const { admin, path, invite, list } = await team()
    const { id } = await (await invite({ emailAddress: address(), role: 'org:member' })).json() as Invitation
    const response = await app.fetchAs(admin, `${path}/${id}`, { method: 'DELETE' })
    expect(await response.json()).toMatchObject({ id, status: 'revoked' })
    expect(await list()).toEqual([])
    expect((await list('revoked')).map(invitation => invitation.id)).toEqual([id])
    const again = await app.fetchAs(admin, `${path}/${id}`, { method: 'DELETE' })
    expect([again.status, (await again.json() as Refusal).data.code]).toEqual([409, 'invitation_not_pending'])
  })

  it('does not reach another organization\'s invitation', async () => {
    const [ours, theirs] = [await team(), await team()]
    const { id } = await (await theirs.invite({ emailAddress: address(), role: 'org:member' })).json() as Invitation
    const response = await app.fetchAs(ours.admin, `${ours.path}/${id}`, { method: 'DELETE' })
    expect([response.status, (await response.json() as Refusal).data.code]).toEqual([404, 'not_found'])
    expect((await theirs.list()).map(invitation => invitation.status)).toEqual(['pending'])
  })

  it('is 403 for a member and 422 for what is not an id', async () => {
    const { admin, member, path, invite } = await team()
    const { id } = await (await invite({ emailAddress: address(), role: 'org:member' })).json() as Invitation
    expect((await app.fetchAs(member, `${path}/${id}`, { method: 'DELETE' })).status).toBe(403)
    expect((await app.fetchAs(admin, `${path}/nonsense`, { method: 'DELETE' })).status).toBe(422)
  })
})

describe('what happens at Clerk', () => {
  it('reaches the mirror by webhook: an invitation made elsewhere, and a member who joined', async () => {
    const { admin, organization, path, list } = await team()
    expect(await list()).toEqual([])
    const invitation = await app.make.client.organizations.createOrganizationInvitation({
      organizationId: organization.id, inviterUserId: admin.id, emailAddress: address(), role: 'org:member',
    })
    await waitFor('the invitation', async () => (await list()).some(({ id }) => id === invitation.id))
    const guest = await app.make.person('Gus', 'Guest')
    await app.make.member(organization, guest)
    const members = path.replace('invitations', 'members?query=gus')
    await waitFor('the member', async () => (await (await app.fetchAs(admin, members)).json() as { totalCount: number }).totalCount === 1)
  })
})

describe('GET /api/orgs/:slug/roles', () => {
  it('gives admins the roles of the instance', async () => {
    const { admin, member, organization } = await team()
    const roles = await (await app.fetchAs(admin, `/api/orgs/${organization.slug}/roles`)).json() as { data: { key: string }[] }
    expect(roles.data.map(({ key }) => key)).toEqual(expect.arrayContaining(['org:admin', 'org:member']))
    expect((await app.fetchAs(member, `/api/orgs/${organization.slug}/roles`)).status).toBe(403)
  })
})

describe('many at once', () => {
  it('says what became of each, and one refusal stops no other', async () => {
    const { admin, member, path, list } = await team(4)
    const [one, two, three] = [address(), address(), address()]
    await app.fetchAs(admin, path, { json: { emailAddress: one, role: 'org:member' } })
    const invitations = [one, member.email, two, three].map(emailAddress => ({ emailAddress, role: 'org:member' }))
    const response = await app.fetchAs(admin, `${path}/bulk`, { json: { invitations } })
    expect(response.status).toBe(200)
    const outcomes = await response.json() as InvitationOutcome[]
    expect(outcomes.map(outcome => 'invitation' in outcome ? outcome.invitation.status : outcome.refused.code)).toEqual(['already_invited', 'already_a_member', 'pending', 'seat_limit_reached'])
    expect((await list()).map(({ emailAddress }) => emailAddress).sort()).toEqual([one, two].sort())
  })

  it('takes ten, and not more', async () => {
    const { admin, path } = await team()
    const invitations = Array.from({ length: 11 }, () => ({ emailAddress: address(), role: 'org:member' }))
    const response = await app.fetchAs(admin, `${path}/bulk`, { json: { invitations } })
    expect([response.status, (await response.json() as Refusal).data.issues?.[0]?.path]).toEqual([422, 'invitations'])
  })

  it('stops at Clerk\'s limit and says so of the rest', async () => {
    const { admin, path } = await team()
    app.clerk.faults.add({ kind: 'rate_limit', operation: 'CreateOrganizationInvitation', seconds: 7 })
    const invitations = [address(), address()].map(emailAddress => ({ emailAddress, role: 'org:member' }))
    const outcomes = await (await app.fetchAs(admin, `${path}/bulk`, { json: { invitations } })).json() as InvitationOutcome[]
    app.clerk.faults.clear()
    expect(outcomes).toMatchObject(invitations.map(({ emailAddress }) => ({ emailAddress, refused: { code: 'rate_limited', retryAfter: 7 } })))
  })

  it('knows which addresses are in use', async () => {
    const { admin, member, path } = await team()
    const [invited, free] = [address(), address()]
    await app.fetchAs(admin, path, { json: { emailAddress: invited, role: 'org:member' } })
    await app.clerk.webhooks.settled()
    const answer = await app.fetchAs(admin, `${path}/check`, { json: { emailAddresses: [member.email.toUpperCase(), invited, free] } })
    expect(await answer.json()).toEqual({ members: [member.email], invited: [invited] })
  })
})

describe('an invitation that waits', () => {
  it('is sent again with a new link, and the old link ends', async () => {
    const { admin, path, invite, list } = await team()
    const emailAddress = address()
    const { id } = await (await invite({ emailAddress, role: 'org:admin' })).json() as Invitation
    const linkOf = async (id: string) => app.fetchAs(admin, `${path}/${id}/link`)
    const { url } = await (await linkOf(id)).json() as { url: string }
    expect(url).toContain('ticket=')
    const anew = await app.fetchAs(admin, `${path}/${id}/resend`, { method: 'POST' })
    expect(anew.status).toBe(201)
    const again = await anew.json() as Invitation
    expect(again).toMatchObject({ emailAddress, role: 'org:admin', status: 'pending' })
    expect((await list()).map(invitation => invitation.id)).toEqual([again.id])
    expect([(await linkOf(id)).status, (await (await linkOf(again.id)).json() as { url: string }).url === url]).toEqual([409, false])
  })

  it('stays as it is when its role may not be given', async () => {
    const lead = await app.make.role(['org:sys_memberships:read', 'org:sys_memberships:manage'], 'Lead')
    const { organization, path, invite, list } = await team()
    const leader = await app.make.person('Lea', 'Lead')
    await app.make.member(organization, leader, lead.key)
    const { id } = await (await invite({ emailAddress: address(), role: 'org:admin' })).json() as Invitation
    const refused = await app.fetchAs(leader, `${path}/${id}/resend`, { method: 'POST' })
    expect([refused.status, (await refused.json() as Refusal).data.code]).toEqual([403, 'role_ceiling'])
    expect((await list()).map(invitation => invitation.id)).toEqual([id])
  })
})
