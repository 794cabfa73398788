import type { Context } from '../../core/context.ts'
import type { Organization, Permission, Role } from '../../core/entities.ts'
import { missingPermission, organizationNotFound, paramError } from '../../core/errors.ts'
import { activeFeatureSlugs } from '../billing/subscriptions.ts'
import { changed } from '../changes.ts'

/** The role with this key, or none. */
export function roleByKey(ctx: Context, key: string): Role | undefined {
  return ctx.store.roles.by('key', key)[0]
}

export function permissionByKey(ctx: Context, key: string): Permission | undefined {
  return ctx.store.permissions.by('key', key)[0]
}

export function roleName(ctx: Context, key: string): string {
  return roleByKey(ctx, key)?.name ?? key
}

/** A role that exists, or 422 naming the field. */
export function requireRole(ctx: Context, key: string, param = 'role'): Role {
  const role = roleByKey(ctx, key)
  if (!role) throw paramError(param, 'form_param_value_invalid', 'is invalid', `${key} is not a role of this instance.`)
  return role
}

/** `org:<feature>:<action>`; system permissions start with `sys_`. */
export function parsePermission(key: string): { feature: string, action: string, system: boolean } {
  const [, feature = '', action = ''] = key.split(':')
  return { feature, action, system: feature.startsWith('sys_') }
}

/** What a role grants in an organization: with Billing on, a custom permission needs its feature on the plan (facts §A3). */
export function permissionsOfRole(ctx: Context, roleKey: string, organizationId: string): string[] {
  const keys = roleByKey(ctx, roleKey)?.permissionKeys ?? []
  if (!ctx.settings.billing.organizationEnabled) return keys
  const features = activeFeatureSlugs(ctx, 'org', organizationId)
  return keys.filter((key) => {
    const { feature, system } = parsePermission(key)
    return system || features.includes(feature)
  })
}

/** The caller's membership with all the permissions, or Clerk's refusal (404 for strangers, 403 for members). */
export function requirePermission(ctx: Context, organizationId: string, userId: string, ...permissions: string[]) {
  const membership = ctx.store.memberships.by('userId', userId).find(m => m.organizationId === organizationId)
  if (!membership) throw organizationNotFound()
  const granted = permissionsOfRole(ctx, membership.role, organizationId)
  if (!permissions.every(p => granted.includes(p))) throw missingPermission(permissions)
  return membership
}

/** Adds a permission to the instance. */
export function createPermission(ctx: Context, input: { key: string, name: string, description?: string, type?: 'system' | 'user' }): Permission {
  const now = ctx.store.now()
  const permission = ctx.store.permissions.insert({
    id: ctx.store.id('perm'), key: input.key, name: input.name, description: input.description ?? '', type: input.type ?? 'user', createdAt: now, updatedAt: now,
  })
  changed.permission(ctx, 'created', permission)
  return permission
}

/** Adds a role to the instance. */
export function createRole(ctx: Context, input: { key: string, name: string, description?: string, permissionKeys: string[], isCreatorEligible?: boolean }): Role {
  const now = ctx.store.now()
  const role = ctx.store.roles.insert({
    id: ctx.store.id('role'),
    key: input.key,
    name: input.name,
    description: input.description ?? '',
    isCreatorEligible: input.isCreatorEligible ?? false,
    permissionKeys: input.permissionKeys,
    createdAt: now,
    updatedAt: now,
  })
  changed.role(ctx, 'created', role)
  return role
}

/** The roles of an organization, by its role set. */
export function rolesOf(ctx: Context, organization: Organization): Role[] {
  const keys = ctx.store.roleSets.by('key', organization.roleSetKey)[0]?.roleKeys
  return ctx.store.roles.filter(role => !keys || keys.includes(role.key))
}
