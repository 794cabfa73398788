import type { RoleSetItemObject, RoleSetObject } from '../../contract/objects/organizations/role-set.ts'
import type { Context } from '../../core/context.ts'
import type { RoleSet } from '../../core/entities/index.ts'
import { rolesOfSet } from '../../domain/roles/role-sets.ts'

/** A role set with its roles and how many members of its organizations have each. */
export function roleSetJson(ctx: Context, set: RoleSet): RoleSetObject {
  const members = membersByRole(ctx, set)
  const roles = rolesOfSet(ctx, set).map((role): RoleSetItemObject => ({
    object: 'role_set_item',
    id: role.id,
    name: role.name,
    key: role.key,
    description: role.description,
    members_count: members.get(role.key) ?? 0,
    has_members: members.has(role.key),
    created_at: role.createdAt,
    updated_at: role.updatedAt,
  }))
  const item = (key: string) => roles.find(role => role.key === key) ?? null
  return {
    object: 'role_set',
    id: set.id,
    name: set.name,
    key: set.key,
    description: set.description,
    roles,
    default_role: item(set.defaultRoleKey),
    creator_role: item(set.creatorRoleKey),
    type: set.isInitial ? 'initial' : 'custom',
    role_set_migration: null,
    created_at: set.createdAt,
    updated_at: set.updatedAt,
  }
}

function membersByRole(ctx: Context, set: RoleSet): Map<string, number> {
  const counts = new Map<string, number>()
  for (const organization of ctx.store.organizations.filter(o => o.roleSetKey === set.key)) {
    for (const { role } of ctx.store.memberships.by('organizationId', organization.id)) counts.set(role, (counts.get(role) ?? 0) + 1)
  }
  return counts
}
