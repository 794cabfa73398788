import type { Context } from '../../core/context.ts'
import type { Permission, Role } from '../../core/entities/index.ts'
import { clerkError, notFound } from '../../core/errors.ts'
import { changed } from '../changes.ts'
import { invitationStatus, minimumPermissions } from '../organizations/counts.ts'
import { checkKey, checkName } from './keys.ts'
import { addRoles, creatorPermissionsError, initialRoleSet } from './role-sets.ts'

/** What a role is made of. */
export interface RoleInput {
  key: string
  name: string
  description?: string | null
  permissionKeys: string[]
  /** Whether organizations of the initial role set may give it at once. */
  inInitialRoleSet?: boolean
}

const roleKey = { pattern: /^org:[a-z0-9_]+$/, words: 'start with org: followed by lowercase letters, digits and underscores' }

/** By id, or 404. */
export function requireRoleById(ctx: Context, id: string): Role {
  const role = ctx.store.roles.get(id)
  if (!role) throw notFound('Organization role not found')
  return role
}

/** Adds a role to the instance, up to its limit. */
export function createRole(ctx: Context, input: RoleInput): Role {
  const limit = ctx.settings.organizations.maxAllowedRoles
  if (ctx.store.roles.size >= limit) {
    throw clerkError(403, 'organization_instance_roles_quota_exceeded', 'organization roles for instance quota exceeded', `You have reached your limit of ${limit} organization roles per instance.`)
  }
  const now = ctx.store.now()
  const role = ctx.store.roles.insert({
    id: ctx.store.id('role'),
    key: checkKey(ctx.store.roles, input.key, roleKey),
    name: checkName(input.name),
    description: input.description ?? '',
    permissionKeys: [...new Set(input.permissionKeys)],
    createdAt: now,
    updatedAt: now,
  })
  if (input.inInitialRoleSet) addRoles(ctx, initialRoleSet(ctx), [role.key])
  changed.role(ctx, 'created', role)
  return role
}

/** Changes given fields; members, invitations and role sets follow the key. */
export function updateRole(ctx: Context, id: string, patch: Partial<Omit<RoleInput, 'inInitialRoleSet'>>): Role {
  const role = requireRoleById(ctx, id)
  const oldKey = role.key
  const key = patch.key === undefined ? oldKey : checkKey(ctx.store.roles, patch.key, roleKey, id)
  const name = patch.name === undefined ? role.name : checkName(patch.name)
  if (patch.permissionKeys) keepCreatorPermissions(ctx, role, patch.permissionKeys)
  ctx.store.roles.update(id, {
    key,
    name,
    description: patch.description ?? role.description,
    permissionKeys: [...new Set(patch.permissionKeys ?? role.permissionKeys)],
    updatedAt: ctx.store.now(),
  })
  if (key !== oldKey) renameRole(ctx, oldKey, key)
  changed.role(ctx, 'updated', role)
  return role
}

/** Removes a role that nothing uses, from the instance and its role sets. */
export function deleteRole(ctx: Context, id: string): Role {
  const role = requireRoleById(ctx, id)
  const { roleSets, memberships, invitations } = ctx.store
  if (isCreatorRole(ctx, role)) throw clerkError(422, 'organization_role_default_creator_role', 'role is used as the creator role', 'The organization role cannot be deleted as it is currently used as the creator role.')
  if (roleSets.find(set => set.defaultRoleKey === role.key)) throw clerkError(422, 'organization_role_domain_default_role', 'role is used as the domain default role', 'The organization role cannot be deleted as it is currently used as the default domain role.')
  if (memberships.find(m => m.role === role.key)) throw clerkError(422, 'organization_role_assigned_members', 'role is assigned to organization members', 'The organization role is currently assigned to one or more organization members.')
  if (invitations.find(i => i.role === role.key && invitationStatus(ctx, i) === 'pending')) {
    throw clerkError(422, 'organization_role_exists_in_invitations', 'role exists in pending organization invitations', 'The organization role exists in one or more pending organization invitations. Please revoke these invitations to proceed.')
  }
  for (const set of roleSets.filter(s => s.roleKeys.includes(role.key))) roleSets.update(set.id, { roleKeys: set.roleKeys.filter(k => k !== role.key), updatedAt: ctx.store.now() })
  ctx.store.roles.delete(id)
  changed.roleDeleted(ctx, role)
  return role
}

/** Gives a role one more permission; 409 when it has it. */
export function assignPermission(ctx: Context, role: Role, permission: Permission): Role {
  if (role.permissionKeys.includes(permission.key)) {
    throw clerkError(409, 'organization_role_permission_association_exists', 'permission already assigned to role', 'This organization permission is already associated to this organization role.')
  }
  return updateRole(ctx, role.id, { permissionKeys: [...role.permissionKeys, permission.key] })
}

/** Takes a permission from a role; 404 when it hasn't got it. */
export function removePermission(ctx: Context, role: Role, permission: Permission): Role {
  if (!role.permissionKeys.includes(permission.key)) {
    throw clerkError(404, 'organization_role_permission_association_not_found', 'not found', 'This organization permission is not associated to this organization role.')
  }
  return updateRole(ctx, role.id, { permissionKeys: role.permissionKeys.filter(k => k !== permission.key) })
}

function isCreatorRole(ctx: Context, role: Role): boolean {
  return ctx.store.roleSets.find(set => set.creatorRoleKey === role.key) !== undefined
}

function keepCreatorPermissions(ctx: Context, role: Role, permissionKeys: string[]): void {
  if (isCreatorRole(ctx, role) && !minimumPermissions.every(p => permissionKeys.includes(p))) throw creatorPermissionsError()
}

/** Clerk's rows hold the role's id, so that a new key is no change of theirs and makes no webhook; here they hold the key. */
function renameRole(ctx: Context, from: string, to: string): void {
  const { memberships, invitations, roleSets } = ctx.store
  const renamed = (key: string) => key === from ? to : key
  for (const row of memberships.filter(m => m.role === from)) memberships.update(row.id, { role: to })
  for (const row of invitations.filter(i => i.role === from)) invitations.update(row.id, { role: to })
  for (const set of roleSets.all()) {
    roleSets.update(set.id, { roleKeys: set.roleKeys.map(renamed), creatorRoleKey: renamed(set.creatorRoleKey), defaultRoleKey: renamed(set.defaultRoleKey) })
  }
}
