import type { Context } from '../../core/context.ts'
import type { Organization, RoleSet } from '../../core/entities/index.ts'
import { paramError } from '../../core/errors.ts'
import { changed } from '../changes.ts'
import { pendingInvitations } from '../organizations/counts.ts'
import { updateRoleSet } from './role-sets.ts'

/** Old role to new role. */
export type RoleMapping = Record<string, string>

/** Refuses what `moveOrganization` would refuse, for a caller who has other things to change with it. */
export function requireMovable(ctx: Context, organization: Organization, to: RoleSet, mapping: RoleMapping = {}): void {
  requireMapped(ctx, [organization], to, mapping, 'role_set_key')
}

/** Gives an organization another role set; members of roles it lacks move by the mapping, and without one the call is refused. */
export function moveOrganization(ctx: Context, organization: Organization, to: RoleSet, mapping: RoleMapping = {}): void {
  requireMovable(ctx, organization, to, mapping)
  ctx.store.organizations.update(organization.id, { roleSetKey: to.key, updatedAt: ctx.store.now() })
  changed.organization(ctx, 'updated', organization)
  reassign(ctx, organization, to, mapping)
}

/** Ends a role set: its organizations go over to another one. Clerk takes a while and tells of a migration; here it is done at once. */
export function replaceRoleSet(ctx: Context, set: RoleSet, to: RoleSet, mapping: RoleMapping = {}): RoleSet {
  if (set.id === to.id) throw paramError('dest_role_set_key', 'form_param_value_invalid', 'is invalid', 'dest_role_set_key must name another role set.')
  const organizations = ctx.store.organizations.filter(o => o.roleSetKey === set.key)
  requireMapped(ctx, organizations, to, mapping, 'reassignment_mappings')
  for (const organization of organizations) moveOrganization(ctx, organization, to, mapping)
  ctx.store.roleSets.delete(set.id)
  if (set.isInitial) updateRoleSet(ctx, to, { isInitial: true })
  return set
}

/** Takes a role out of a set and gives its members another of the set, which also follows it as creator and default role. */
export function replaceRole(ctx: Context, set: RoleSet, from: string, to: string): RoleSet {
  for (const [param, key] of [['role_key', from], ['to_role_key', to]] as const) {
    if (!set.roleKeys.includes(key)) throw paramError(param, 'form_param_value_invalid', 'is invalid', `${param} must be one of the roles of the role set.`)
  }
  if (from === to) throw paramError('to_role_key', 'form_param_value_invalid', 'is invalid', 'to_role_key must name another role.')
  const followed = (key: string) => key === from ? to : key
  updateRoleSet(ctx, set, { creatorRoleKey: followed(set.creatorRoleKey), defaultRoleKey: followed(set.defaultRoleKey) })
  ctx.store.roleSets.update(set.id, { roleKeys: set.roleKeys.filter(key => key !== from) })
  for (const organization of ctx.store.organizations.filter(o => o.roleSetKey === set.key)) reassign(ctx, organization, set, { [from]: to })
  return set
}

/** Every role in use that the set lacks must be mapped to one it has (Clerk's guide on role sets, "Remapping flow"). */
function requireMapped(ctx: Context, organizations: Organization[], to: RoleSet, mapping: RoleMapping, param: string): void {
  for (const role of new Set(organizations.flatMap(o => usedRoles(ctx, o)))) {
    if (to.roleKeys.includes(role)) continue
    if (!Object.hasOwn(mapping, role)) throw paramError(param, 'form_param_value_invalid', 'is invalid', `Members or invitations have the role ${role}, which ${to.key} lacks.`)
    if (!to.roleKeys.includes(mapping[role] ?? '')) throw paramError(param, 'form_param_value_invalid', 'is invalid', `${mapping[role]} is not a role of ${to.key}.`)
  }
}

function usedRoles(ctx: Context, organization: Organization): string[] {
  return [...ctx.store.memberships.by('organizationId', organization.id), ...pendingInvitations(ctx, organization.id)].map(row => row.role)
}

/** Pending invitations move too, or nobody could accept them; Clerk has no event for that. */
function reassign(ctx: Context, organization: Organization, to: RoleSet, mapping: RoleMapping): void {
  const next = (role: string) => to.roleKeys.includes(role) ? role : mapping[role] ?? to.defaultRoleKey
  for (const membership of ctx.store.memberships.by('organizationId', organization.id)) {
    const role = next(membership.role)
    if (role === membership.role) continue
    ctx.store.memberships.update(membership.id, { role, updatedAt: ctx.store.now() })
    changed.membership(ctx, 'updated', membership)
  }
  for (const invitation of pendingInvitations(ctx, organization.id)) ctx.store.invitations.update(invitation.id, { role: next(invitation.role) })
}
