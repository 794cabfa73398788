import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionColumns } from './columns'

/** Roles of the Clerk instance. A key can be changed and used again by another role, so it is no key of the table. */
export const roles = sqliteTable('roles', {
  /** `role_…` */
  id: text('id').primaryKey(),
  /** What memberships and invitations name, such as `org:admin`. */
  key: text('key').notNull(),
  name: text('name').notNull(),
  description: text('description'),
  createdAt: integer('created_at').notNull(),
  ...versionColumns(),
}, table => [index('roles_key').on(table.key)])

/** Permissions of the Clerk instance, system ones included. */
export const permissions = sqliteTable('permissions', {
  /** `perm_…` */
  id: text('id').primaryKey(),
  /** Such as `org:sys_memberships:manage`. */
  key: text('key').notNull(),
  name: text('name').notNull(),
  description: text('description'),
  createdAt: integer('created_at').notNull(),
  ...versionColumns(),
})

/** Which permissions a role has: part of the role's row, written with it. A permission that was deleted counts no more. */
export const rolePermissions = sqliteTable('role_permissions', {
  roleId: text('role_id').notNull().references(() => roles.id),
  permissionId: text('permission_id').notNull().references(() => permissions.id),
}, table => [primaryKey({ columns: [table.roleId, table.permissionId] })])

/** One mirrored role with the ids of its permissions, sorted. */
export type RoleRow = typeof roles.$inferSelect & { permissionIds: string[] }
/** One mirrored permission. */
export type PermissionRow = typeof permissions.$inferSelect
