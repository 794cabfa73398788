import { ClerkError } from '../../../clerk-local/core/errors.ts'
import { acceptInvitation } from '../../../clerk-local/domain/organizations/invitations.ts'
import { addMember, changeRole } from '../../../clerk-local/domain/organizations/memberships.ts'
import { moveOrganization } from '../../../clerk-local/domain/roles/migrations.ts'
import { deleteRole, updateRole } from '../../../clerk-local/domain/roles/roles.ts'
import { createUser } from '../../../clerk-local/domain/people/users/users.ts'
import type { World } from './world.ts'

/** Numbers that choose the objects of a step: row number x of a table, and so on. */
export interface Step { name: string, x: number, y: number, z: number }

type Operation = (world: World, step: Step) => unknown

const pick = <Row>(rows: Row[], n: number): Row | undefined => rows[n % rows.length]
const addresses = (step: Step) => [0, 1].map(n => `guest${(step.y + n) % 6}@example.com`)
const user = ({ clerk }: World, n: number) => pick(clerk.store.users.all(), n)
const organization = ({ clerk }: World, n: number) => pick(clerk.store.organizations.all(), n)
const membership = ({ clerk }: World, n: number) => pick(clerk.store.memberships.all(), n)
const invitation = ({ clerk }: World, n: number) => pick(clerk.store.invitations.all(), n)
const role = ({ clerk }: World, n: number) => pick(clerk.store.roles.all(), n)
const permission = ({ clerk }: World, n: number) => pick(clerk.store.permissions.all(), n)
const custom = ({ clerk }: World, n: number) => pick(clerk.store.permissions.filter(p => p.type === 'user'), n)
const roleSet = ({ clerk }: World, n: number) => pick(clerk.store.roleSets.all(), n)
const domain = ({ clerk }: World, n: number) => pick(clerk.store.domains.all(), n)
const key = (world: World, n: number) => role(world, n)?.key ?? ''
const id = (row?: { id: string }) => row?.id ?? 'none'

/** What can happen, through the Backend API, the Frontend API and the domain functions. */
export const operations: Record<string, Operation> = {
  createUser: (w, s) => w.backend('POST', '/users', { email_address: [`guest${s.x % 6}@example.com`], password: 'orbit-lantern-42', first_name: 'Guest' }),
  updateUser: (w, s) => w.backend('PATCH', `/users/${id(user(w, s.x))}`, { first_name: `Name ${s.y}`, ...(s.z % 2 && { username: `name_${s.y}` }) }),
  deleteUser: (w, s) => w.backend('DELETE', `/users/${id(user(w, s.x))}`),
  banUser: (w, s) => w.backend('POST', `/users/${id(user(w, s.x))}/${s.y % 2 ? 'ban' : 'unban'}`),
  createOrganization: (w, s) => w.backend('POST', '/organizations', { name: `Made ${s.x}`, slug: `made-${s.x % 5}`, ...(s.y % 3 && { created_by: id(user(w, s.y)) }), max_allowed_memberships: s.z % 4, role_set_key: roleSet(w, s.z)?.key }),
  makeOrganization: (w, s) => w.frontend(id(user(w, s.x)), 'POST', '/v1/organizations', { name: `Own ${s.y}` }),
  updateOrganization: (w, s) => w.backend('PATCH', `/organizations/${id(organization(w, s.x))}`, { name: `New ${s.y}`, max_allowed_memberships: s.z % 6 }),
  mergeMetadata: (w, s) => w.backend('PATCH', `/organizations/${id(organization(w, s.x))}/metadata`, { public_metadata: { [`k${s.y % 3}`]: s.z % 3 ? s.z : null } }),
  deleteOrganization: (w, s) => w.backend('DELETE', `/organizations/${id(organization(w, s.x))}`),
  createMembership: (w, s) => w.backend('POST', `/organizations/${id(organization(w, s.x))}/memberships`, { user_id: id(user(w, s.y)), role: key(w, s.z) }),
  addMember: (w, s) => addMember(w.clerk.ctx, { organizationId: id(organization(w, s.x)), userId: id(user(w, s.y)), role: key(w, s.z) }),
  changeRole: (w, s) => changeRole(w.clerk.ctx, membership(w, s.x)?.organizationId ?? 'none', membership(w, s.x)?.userId ?? 'none', key(w, s.y)),
  removeMember: (w, s) => w.backend('DELETE', `/organizations/${membership(w, s.x)?.organizationId}/memberships/${membership(w, s.x)?.userId}`),
  leave: (w, s) => w.frontend(membership(w, s.x)?.userId ?? 'none', 'DELETE', `/v1/me/organization_memberships/${membership(w, s.x)?.organizationId}`),
  memberMetadata: (w, s) => w.backend('PATCH', `/organizations/${membership(w, s.x)?.organizationId}/memberships/${membership(w, s.x)?.userId}/metadata`, { private_metadata: { n: s.y } }),
  activate: async (w, s) => {
    const session = pick(w.clerk.store.sessions.all(), s.x)
    await w.frontend(session?.userId ?? 'none', 'POST', `/v1/client/sessions/${session?.id}/touch`, { active_organization_id: id(organization(w, s.y)) })
  },
  invite: (w, s) => w.backend('POST', `/organizations/${id(organization(w, s.x))}/invitations`, { email_address: addresses(s)[0], role: key(w, s.z), inviter_user_id: null }),
  inviteMany: (w, s) => w.frontend(id(user(w, s.z)), 'POST', `/v1/organizations/${id(organization(w, s.x))}/invitations/bulk`, { email_address: addresses(s), role: key(w, s.z) }),
  revoke: (w, s) => w.backend('POST', `/organizations/${invitation(w, s.x)?.organizationId}/invitations/${invitation(w, s.x)?.id}/revoke`),
  accept: (w, s) => {
    const row = invitation(w, s.x)
    if (!row) return
    const guest = w.clerk.store.userByEmail(row.emailAddress) ?? createUser(w.clerk.ctx, { emailAddresses: [row.emailAddress], password: 'orbit-lantern-42' })
    acceptInvitation(w.clerk.ctx, row, guest.id)
  },
  acceptMine: (w, s) => w.frontend(id(user(w, s.x)), 'POST', `/v1/me/organization_invitations/${id(invitation(w, s.y))}/accept`),
  createRole: (w, s) => w.backend('POST', '/organization_roles', { name: 'R', key: `org:r${s.x % 4}`, permissions: [id(permission(w, s.y))], include_in_initial_role_set: s.z % 2 === 0 }),
  renameRole: (w, s) => updateRole(w.clerk.ctx, id(role(w, s.x)), { key: `org:n${s.y % 4}`, name: `Role ${s.y}` }),
  deleteRole: (w, s) => deleteRole(w.clerk.ctx, id(role(w, s.x))),
  assignPermission: (w, s) => w.backend('POST', `/organization_roles/${id(role(w, s.x))}/permissions/${id(permission(w, s.y))}`),
  removePermission: (w, s) => w.backend('DELETE', `/organization_roles/${id(role(w, s.x))}/permissions/${id(permission(w, s.y))}`),
  createPermission: (w, s) => w.backend('POST', '/organization_permissions', { name: 'P', key: `org:f${s.x % 3}:act` }),
  updatePermission: (w, s) => w.backend('PATCH', `/organization_permissions/${id(custom(w, s.x))}`, { name: `P ${s.y}`, key: `org:g${s.y % 3}:act` }),
  deletePermission: (w, s) => w.backend('DELETE', `/organization_permissions/${id(custom(w, s.x))}`),
  createRoleSet: (w, s) => w.backend('POST', '/role_sets', { name: `S ${s.x % 3}`, roles: [key(w, s.y), key(w, s.z), 'org:admin'], creator_role_key: 'org:admin', default_role_key: key(w, s.y), type: s.x % 4 ? 'custom' : 'initial' }),
  addRoles: (w, s) => w.backend('POST', `/role_sets/${id(roleSet(w, s.x))}/roles`, { role_keys: [key(w, s.y)] }),
  replaceRole: (w, s) => w.backend('POST', `/role_sets/${id(roleSet(w, s.x))}/roles/replace`, { role_key: key(w, s.y), to_role_key: key(w, s.z) }),
  replaceRoleSet: (w, s) => w.backend('POST', `/role_sets/${id(roleSet(w, s.x))}/replace`, { dest_role_set_key: roleSet(w, s.y)?.key, reassignment_mappings: Object.fromEntries(w.clerk.store.roles.all().map(r => [r.key, roleSet(w, s.y)?.defaultRoleKey])) }),
  moveOrganization: (w, s) => {
    const [row, set] = [organization(w, s.x), roleSet(w, s.y)]
    if (row && set && row.roleSetKey !== set.key) moveOrganization(w.clerk.ctx, row, set)
  },
  createDomain: (w, s) => w.backend('POST', `/organizations/${id(organization(w, s.x))}/domains`, { name: `d${s.y % 4}.example`, enrollment_mode: 'automatic_invitation', verified: s.z % 2 === 0 }),
  deleteDomain: (w, s) => w.backend('DELETE', `/organizations/${domain(w, s.x)?.organizationId}/domains/${domain(w, s.x)?.id}`),
  // Up to twelve days on: invitations of 30 days expire now and then.
  wait: (w, s) => { w.clerk.store.clockOffset += (s.x % 12) * 24 * 3600 * 1000 },
}

/** Does one step; what the rules refuse changes nothing, which the invariants look at. */
export async function perform(world: World, step: Step): Promise<void> {
  try {
    await operations[step.name]?.(world, step)
  }
  catch (error) {
    if (!(error instanceof ClerkError)) throw error
  }
}
