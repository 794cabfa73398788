import type { Context } from '../../core/context.ts'
import type { Permission } from '../../core/entities/index.ts'
import { clerkError, notFound } from '../../core/errors.ts'
import { changed } from '../changes.ts'
import { checkKey, checkName } from './keys.ts'

/** What a permission is made of; only seeding makes system ones. */
export interface PermissionInput {
  key: string
  name: string
  description?: string
  type?: Permission['type']
}

const customKey = { pattern: /^org:(?!sys_)[a-z0-9_]+:[a-z0-9_]+$/, words: 'have the format org:feature:action in lowercase letters, digits and underscores, and not begin with org:sys_' }
const systemKey = { pattern: /^org:sys_[a-z0-9_]+:[a-z0-9_]+$/, words: 'begin with org:sys_' }

/** By id, or 404. */
export function requirePermissionById(ctx: Context, id: string): Permission {
  const permission = ctx.store.permissions.get(id)
  if (!permission) throw notFound('Organization permission not found')
  return permission
}

/** Adds a permission to the instance. Clerk doesn't limit their number any more (backend-api.yml, max_allowed_permissions). */
export function createPermission(ctx: Context, input: PermissionInput): Permission {
  const now = ctx.store.now()
  const type = input.type ?? 'user'
  const permission = ctx.store.permissions.insert({
    id: ctx.store.id('perm'),
    key: checkKey(ctx.store.permissions, input.key, type === 'system' ? systemKey : customKey),
    name: checkName(input.name),
    description: input.description ?? '',
    type,
    createdAt: now,
    updatedAt: now,
  })
  changed.permission(ctx, 'created', permission)
  return permission
}

/** Changes given fields of a custom permission; roles follow its key. */
export function updatePermission(ctx: Context, id: string, patch: Partial<Pick<PermissionInput, 'key' | 'name' | 'description'>>): Permission {
  const permission = requireModifiable(ctx, id)
  const oldKey = permission.key
  const key = patch.key === undefined ? oldKey : checkKey(ctx.store.permissions, patch.key, customKey, id)
  const name = patch.name === undefined ? permission.name : checkName(patch.name)
  ctx.store.permissions.update(id, { key, name, description: patch.description ?? permission.description, updatedAt: ctx.store.now() })
  for (const role of ctx.store.roles.filter(r => r.permissionKeys.includes(oldKey))) {
    ctx.store.roles.update(role.id, { permissionKeys: role.permissionKeys.map(k => k === oldKey ? key : k) })
  }
  changed.permission(ctx, 'updated', permission)
  return permission
}

/** Removes a custom permission from the instance and from the roles that have it. */
export function deletePermission(ctx: Context, id: string): Permission {
  const permission = requireModifiable(ctx, id)
  ctx.store.permissions.delete(id)
  const holders = ctx.store.roles.filter(r => r.permissionKeys.includes(permission.key))
  for (const role of holders) {
    ctx.store.roles.update(role.id, { permissionKeys: role.permissionKeys.filter(k => k !== permission.key), updatedAt: ctx.store.now() })
  }
  changed.permissionDeleted(ctx, permission)
  for (const role of holders) changed.role(ctx, 'updated', role)
  return permission
}

function requireModifiable(ctx: Context, id: string): Permission {
  const permission = requirePermissionById(ctx, id)
  if (permission.type === 'system') {
    throw clerkError(403, 'organization_system_permission_not_modifiable', 'organization system permission cannot be modified', 'This organization permission cannot be modified because it is a system permission.')
  }
  return permission
}
