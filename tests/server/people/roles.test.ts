import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { moveOrganization } from '../../../clerk-local/domain/roles/migrations.ts'
import { requireRoleSet } from '../../../clerk-local/domain/roles/role-sets.ts'
import { createDatabase, isSessionEnded } from '../../../db'
import type { Member } from '../../../shared/schemas/member'
import type { Role } from '../../../shared/schemas/role'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterEach(() => {
  app.clerk.faults.clear()
  app.clerk.webhooks.setEndpoints([{ url: `${app.url}/api/webhooks/clerk` }])
})
afterAll(() => app.close())

const READ = 'org:sys_memberships:read', MANAGE = 'org:sys_memberships:manage'

/** An organization with an admin, a holder of a custom role, and a member. */
async function team(permissions: string[]) {
  const role = await app.make.role(permissions)
  const [admin, holder, member] = [await app.make.person('Ann'), await app.make.person('Cem'), await app.make.person('Max')]
  const organization = await app.make.organization(admin, 'Roles', { seats: 20 })
  await app.make.member(organization, holder, role.key)
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()
  const path = `/api/orgs/${organization.slug}`
  return {
    admin, holder, member, organization, role, path,
    roles: async () => (await (await app.fetchAs(admin, `${path}/roles`)).json() as { data: Role[] }).data,
  }
}

const refusal = async (response: Response) => [response.status, (await response.json() as { data: unknown }).data]

describe('a role that changes', () => {
  it('acts at the next request of its holders, with the token they have', async () => {
    const { holder, path, role } = await team([READ])
    const headers = { authorization: `Bearer ${await (await app.session(holder)).token()}` }
    const status = async () => (await fetch(`${app.url}${path}/invitations`, { headers })).status
    expect(await status()).toBe(403)
    await role.change([READ, MANAGE])
    await app.clerk.webhooks.settled()
    expect(await status()).toBe(200)
    await role.change([READ])
    await app.clerk.webhooks.settled()
    expect(await status()).toBe(403)
  })

  it('shows its new name in the list of members', async () => {
    const { admin, holder, path, role } = await team([READ])
    await app.make.client.organizationRoles.updateOrganizationRole({ organizationRoleId: role.id, name: 'Head of reading' })
    await app.clerk.webhooks.settled()
    const { data } = await (await app.fetchAs(admin, `${path}/members`)).json() as { data: Member[] }
    expect(data.find(({ userId }) => userId === holder.id)?.roleName).toBe('Head of reading')
  })

  it('is read from Clerk before anybody acts, where its webhook was lost', async () => {
    const { holder, member, path, role } = await team([READ, MANAGE])
    app.clerk.webhooks.setEndpoints([])
    await role.change([READ])
    const required = { permission: [MANAGE] }
    expect(await refusal(await app.fetchAs(holder, `${path}/members/${member.id}`, { method: 'DELETE' }))).toEqual([403, { code: 'permission_missing', required }])
  })
})

describe('GET /api/orgs/:slug/roles', () => {
  it('gives managers every role with its permissions, and how many have it', async () => {
    const { holder, path, roles, role } = await team([READ])
    const list = await roles()
    expect(list.find(({ key }) => key === role.key)).toMatchObject({ permissions: [READ], assignable: true, membersCount: 1 })
    expect(list.find(({ key }) => key === 'org:admin')).toMatchObject({ name: 'Admin', membersCount: 1, assignable: true })
    // Whatever the plan makes of it: the free one has no projects to manage.
    expect(list.find(({ key }) => key === 'org:admin')?.permissions).toContain('org:projects:manage')
    expect((await app.fetchAs(holder, `${path}/roles`)).status).toBe(403)
  })

  it('marks what the organization\'s role set has, and Clerk refuses the rest at the role', async () => {
    const { admin, member, organization, roles, role, path } = await team([READ])
    const assignable = async () => (await roles()).filter(one => one.assignable).map(({ key }) => key)
    expect(await assignable()).toContain(role.key)

    const { key } = await app.make.client.roleSets.createRoleSet({ name: 'Small', roles: ['org:admin', 'org:member'], creatorRoleKey: 'org:admin', defaultRoleKey: 'org:member' })
    moveOrganization(app.clerk.ctx, app.clerk.store.organizations.get(organization.id)!, requireRoleSet(app.clerk.ctx, key), { [role.key]: 'org:member' })
    await app.clerk.webhooks.settled()
    expect(await assignable()).toEqual(['org:admin', 'org:member'])

    const atRole = [422, { code: 'invalid_input', issues: [{ path: 'role', message: expect.any(String) as string }] }]
    expect(await refusal(await app.fetchAs(admin, `${path}/members/${member.id}`, { method: 'PATCH', json: { role: role.key } }))).toEqual(atRole)
    expect(await refusal(await app.fetchAs(admin, `${path}/invitations`, { json: { emailAddress: 'outside@example.com', role: role.key } }))).toEqual(atRole)

    // No event tells of a set's new key.
    await app.make.client.roleSets.updateRoleSet({ roleSetKeyOrId: key, key: 'role_set:smaller' })
    expect(await assignable()).toEqual(['org:admin', 'org:member'])
  })

  it('comes from the mirror while Clerk cannot be asked', async () => {
    const { admin, path } = await team([READ])
    const ask = async () => (await (await app.fetchAs(admin, `${path}/roles`)).json() as { data: { key: string }[] }).data.map(({ key }) => key)
    const before = await ask()
    app.clerk.faults.add({ kind: 'error', status: 500, path: '/organization_roles' })
    expect(await ask()).toEqual(before)
    app.clerk.faults.add({ kind: 'rate_limit', seconds: 3, path: '/organization_roles' })
    expect((await refusal(await app.fetchAs(admin, `${path}/roles`)))[0]).toBe(429)
  })
})

describe('a session', () => {
  it('that was revoked is known to be over', async () => {
    const { member } = await team([READ])
    const { id } = await app.session(member)
    const db = await createDatabase(app.databaseUrl)
    expect(await isSessionEnded(db, id)).toBe(false)
    await app.make.client.sessions.revokeSession(id)
    await app.clerk.webhooks.settled()
    expect(await isSessionEnded(db, id)).toBe(true)
    await db.close()
  })
})
