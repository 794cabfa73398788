import type { Context } from '../../core/context.ts'
import type { Organization, Permission, Role } from '../../core/entities/index.ts'
import { missingPermission, organizationNotFound, paramError } from '../../core/errors.ts'
import { activeFeatureSlugs } from '../billing/subscriptions.ts'
import { requireRoleSet, rolesOfSet } from '../roles/role-sets.ts'

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

/** 404 that names the field (Clerk's error index, OrganizationRoleNotFound). */
export const roleNotFound = (param: string) => paramError(param, 'resource_not_found', 'not found', 'Organization role not found', 404)

/** A role that the organization may give by its role set, or 404 naming the field. */
export function requireRole(ctx: Context, organization: Organization, key: string): Role {
  const role = rolesOf(ctx, organization).find(r => r.key === key)
  if (!role) throw roleNotFound('role')
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

/** The roles of an organization, by its role set. */
export function rolesOf(ctx: Context, organization: Organization): Role[] {
  return rolesOfSet(ctx, requireRoleSet(ctx, organization.roleSetKey))
}
