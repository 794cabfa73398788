import { versionColumns } from '../columns'
import type { Kit } from '../kit'

/** Roles of the Clerk instance. A key can be changed and used again by another role, so it is no key of the table. */
export const rolesTable = (kit: Kit) => kit.table('roles', {
  /** `role_…` */
  id: kit.text('id').primaryKey(),
  /** What memberships and invitations name, such as `org:admin`. */
  key: kit.text('key').notNull(),
  name: kit.text('name').notNull(),
  description: kit.text('description'),
  createdAt: kit.integer('created_at').notNull(),
  ...versionColumns(kit),
}, table => [kit.index('roles_key').on(table.key)])

/** Permissions of the Clerk instance, system ones included. */
export const permissionsTable = (kit: Kit) => kit.table('permissions', {
  /** `perm_…` */
  id: kit.text('id').primaryKey(),
  /** Such as `org:sys_memberships:manage`. */
  key: kit.text('key').notNull(),
  name: kit.text('name').notNull(),
  description: kit.text('description'),
  createdAt: kit.integer('created_at').notNull(),
  ...versionColumns(kit),
})

interface Parents { roles: ReturnType<typeof rolesTable>, permissions: ReturnType<typeof permissionsTable> }

/** Which permissions a role has: part of the role's row, written with it. A permission that was deleted counts no more. */
export const rolePermissionsTable = (kit: Kit, { roles, permissions }: Parents) => kit.table('role_permissions', {
  roleId: kit.text('role_id').notNull().references(() => roles.id),
  permissionId: kit.text('permission_id').notNull().references(() => permissions.id),
}, table => [kit.primaryKey({ columns: [table.roleId, table.permissionId] })])

/** One mirrored role with the ids of its permissions, sorted. */
export type RoleRow = ReturnType<typeof rolesTable>['$inferSelect'] & { permissionIds: string[] }
/** One mirrored permission. */
export type PermissionRow = ReturnType<typeof permissionsTable>['$inferSelect']
