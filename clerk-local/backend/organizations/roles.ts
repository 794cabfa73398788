import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { RoleAnswers, roleOperations } from '../../contract/backend/roles.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Permission, Role, RoleSet } from '../../core/entities/index.ts'
import { createPermission, deletePermission, requirePermissionById, updatePermission } from '../../domain/roles/permissions.ts'
import { assignPermission, createRole, deleteRole, removePermission, requireRoleById, updateRole } from '../../domain/roles/roles.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { permissionJson, roleJson } from '../../formatters/organizations/role.ts'
import { ordered, page, readBody } from '../request.ts'

const permissionIds = z.array(z.string()).nullish()
const createRoleBody = z.strictObject({ name: z.string(), key: z.string(), description: z.string().nullish(), permissions: permissionIds, include_in_initial_role_set: z.boolean().nullish() })
const updateRoleBody = z.strictObject({ name: z.string().nullish(), key: z.string().nullish(), description: z.string().nullish(), permissions: permissionIds })
const createPermissionBody = z.strictObject({ name: z.string(), key: z.string(), description: z.string().nullish() })
const updatePermissionBody = z.strictObject({ name: z.string().nullish(), key: z.string().nullish(), description: z.string().nullish() })

/** Whether a role, permission or role set answers to the query: the id in full, key and name in part (backend-api.yml). */
export function keyedMatches(row: Role | Permission | RoleSet, query = ''): boolean {
  const text = query.toLowerCase()
  return row.id === query || row.key.includes(text) || row.name.toLowerCase().includes(text)
}

/** How roles, permissions and role sets are sorted. */
export const keyedOrders = {
  created_at: (row: Role | Permission | RoleSet) => row.createdAt,
  name: (row: Role | Permission | RoleSet) => row.name.toLowerCase(),
  key: (row: Role | Permission | RoleSet) => row.key,
}

/** Roles and permissions of the instance. */
export const roleHandlers = (ctx: Context): Handlers<Call, typeof roleOperations, RoleAnswers> => {
  const permissionKeys = (ids: string[] | null | undefined) => ids?.map(id => requirePermissionById(ctx, id).key)
  return {
    ListOrganizationRoles(c) {
      const rows = ctx.store.roles.filter(role => keyedMatches(role, c.req.query('query')))
      return { data: page(c, ordered(c, rows, keyedOrders)).map(role => roleJson(ctx, role)), total_count: rows.length }
    },

    async CreateOrganizationRole(c) {
      const body = await readBody(c, createRoleBody)
      return roleJson(ctx, createRole(ctx, {
        name: body.name,
        key: body.key,
        description: body.description,
        permissionKeys: permissionKeys(body.permissions) ?? [],
        inInitialRoleSet: body.include_in_initial_role_set ?? false,
      }))
    },

    GetOrganizationRole: (_, { organization_role_id }) => roleJson(ctx, requireRoleById(ctx, organization_role_id)),

    async UpdateOrganizationRole(c, { organization_role_id }) {
      const { id } = requireRoleById(ctx, organization_role_id)
      const body = await readBody(c, updateRoleBody)
      return roleJson(ctx, updateRole(ctx, id, {
        name: body.name ?? undefined, key: body.key ?? undefined, description: body.description, permissionKeys: permissionKeys(body.permissions),
      }))
    },

    DeleteOrganizationRole: (_, { organization_role_id }) => deletedJson('role', { id: deleteRole(ctx, organization_role_id).id }),

    AssignPermissionToOrganizationRole(_, { organization_role_id, permission_id }) {
      return roleJson(ctx, assignPermission(ctx, requireRoleById(ctx, organization_role_id), requirePermissionById(ctx, permission_id)))
    },

    RemovePermissionFromOrganizationRole(_, { organization_role_id, permission_id }) {
      return roleJson(ctx, removePermission(ctx, requireRoleById(ctx, organization_role_id), requirePermissionById(ctx, permission_id)))
    },

    ListOrganizationPermissions(c) {
      const rows = ctx.store.permissions.filter(permission => keyedMatches(permission, c.req.query('query')))
      return { data: page(c, ordered(c, rows, keyedOrders)).map(permissionJson), total_count: rows.length }
    },

    async CreateOrganizationPermission(c) {
      const body = await readBody(c, createPermissionBody)
      return permissionJson(createPermission(ctx, { name: body.name, key: body.key, description: body.description ?? undefined }))
    },

    GetOrganizationPermission: (_, { permission_id }) => permissionJson(requirePermissionById(ctx, permission_id)),

    async UpdateOrganizationPermission(c, { permission_id }) {
      const { id } = requirePermissionById(ctx, permission_id)
      const body = await readBody(c, updatePermissionBody)
      return permissionJson(updatePermission(ctx, id, { name: body.name ?? undefined, key: body.key ?? undefined, description: body.description ?? undefined }))
    },

    DeleteOrganizationPermission: (_, { permission_id }) => deletedJson('permission', { id: deletePermission(ctx, permission_id).id }),
  }
}
