import type { Context as Call } from 'hono'
import type { RoleAnswers, roleOperations } from '../contract/backend/roles.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import type { Permission, Role } from '../core/entities.ts'
import { notFound } from '../core/errors.ts'
import { permissionJson, roleJson } from '../formatters/role.ts'
import { ordered, page } from './request.ts'

const matches = (row: Role | Permission, query: string) => [row.id, row.key, row.name].some(text => text.toLowerCase().includes(query))
const orders = { created_at: (row: Role | Permission) => row.createdAt, name: (row: Role | Permission) => row.name.toLowerCase(), key: (row: Role | Permission) => row.key }

/** Roles and permissions of the instance. */
export const roleHandlers = (ctx: Context): Handlers<Call, typeof roleOperations, RoleAnswers> => ({
  ListOrganizationRoles(c) {
    const query = c.req.query('query')?.toLowerCase() ?? ''
    const rows = ctx.store.roles.filter(role => matches(role, query))
    return { data: page(c, ordered(c, rows, orders)).map(role => roleJson(ctx, role)), total_count: rows.length }
  },

  GetOrganizationRole(_, { organization_role_id }) {
    const role = ctx.store.roles.get(organization_role_id)
    if (!role) throw notFound('Organization role not found')
    return roleJson(ctx, role)
  },

  ListOrganizationPermissions(c) {
    const query = c.req.query('query')?.toLowerCase() ?? ''
    const rows = ctx.store.permissions.filter(permission => matches(permission, query))
    return { data: page(c, ordered(c, rows, orders)).map(permissionJson), total_count: rows.length }
  },

  GetOrganizationPermission(_, { permission_id }) {
    const permission = ctx.store.permissions.get(permission_id)
    if (!permission) throw notFound('Organization permission not found')
    return permissionJson(permission)
  },
})
