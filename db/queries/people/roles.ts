import { and, asc, count, desc, eq, isNull, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { RoleRow } from '../../schema'
import type { Source, Tables, Tx } from '../../types'

/** Keys of a role's permissions in one text, so that a role or its holder is one row: keys hold no spaces. */
export const permissionKeys = ({ roles, permissions, rolePermissions }: Tables) => {
  const select = sql`select string_agg(${permissions.key}, ' ') from ${rolePermissions}
    join ${permissions} on ${permissions.id} = ${rolePermissions.permissionId}
    where ${rolePermissions.roleId} = ${roles.id} and ${permissions.deletedAt} is null`
  // A statement of its own inside, because the builder takes the table off the columns of a select from one table.
  return sql<string | null>`(${select})`
}

/** Condition of roles that have a permission. */
export const rolesWith = ({ roles, permissions, rolePermissions }: Tables, permission: SQLWrapper): SQL =>
  sql`exists (select 1 from ${rolePermissions} join ${permissions} on ${permissions.id} = ${rolePermissions.permissionId}
    where ${rolePermissions.roleId} = ${roles.id} and ${permissions.key} = ${permission} and ${permissions.deletedAt} is null)`

/** The keys in the text that `permissionKeys` selects, sorted. */
export const toKeys = (text: string | null): string[] => text?.split(' ').sort() ?? []

const live = prepared(({ read, tables }) => {
  const { id, key, name, description, createdAt, deletedAt } = tables.roles
  return read.select({ id, key, name, description, createdAt, permissions: permissionKeys(tables) }).from(tables.roles)
    .where(isNull(deletedAt)).orderBy(asc(name), desc(createdAt), desc(id))
})

/** A role as Clerk defines it, its permissions ungated by any plan. */
export interface MirroredRole { id: string, key: string, name: string, description: string | null, createdAt: number, permissions: string[] }

/** Every role of the instance by name. A key that a newer role took over names the newer one. */
export async function listMirroredRoles(db: Source): Promise<MirroredRole[]> {
  const rows = await live(db).execute()
  return rows.filter((row, at) => rows.findIndex(({ key }) => key === row.key) === at).map(row => ({ ...row, permissions: toKeys(row.permissions) }))
}

const holders = prepared(({ read, tables: { memberships } }) => read.select({ role: memberships.role, count: count() }).from(memberships)
  .where(and(eq(memberships.organizationId, sql.placeholder('orgId')), isNull(memberships.deletedAt))).groupBy(memberships.role))

/** How many members of the organization have each role. */
export async function countRoleHolders(db: Source, orgId: string): Promise<Map<string, number>> {
  return new Map((await holders(db).execute({ orgId })).map(({ role, count }) => [role, count]))
}

const permissionIds = prepared(({ read, tables: { rolePermissions } }) => read.select({ id: rolePermissions.permissionId }).from(rolePermissions)
  .where(eq(rolePermissions.roleId, sql.placeholder('roleId'))).orderBy(rolePermissions.permissionId))

/** Ids of a role's permissions, deleted ones included, sorted. Only the projection asks. */
export async function findPermissionIds(source: Source, roleId: string): Promise<string[]> {
  return (await permissionIds(source).execute({ roleId })).map(({ id }) => id)
}

const clear = prepared(({ write, tables: { rolePermissions } }: Tx) => write.delete(rolePermissions)
  .where(eq(rolePermissions.roleId, sql.placeholder('roleId'))))

const insert = prepared(({ write, tables: { rolePermissions } }: Tx) => write.insert(rolePermissions)
  .values({ roleId: sql.placeholder('roleId'), permissionId: sql.placeholder('permissionId') }))

/** Writes which permissions a role has. */
export async function putPermissionIds(tx: Tx, { id: roleId, permissionIds: ids }: RoleRow): Promise<void> {
  await clear(tx).execute({ roleId })
  for (const permissionId of ids) await insert(tx).execute({ roleId, permissionId })
}
