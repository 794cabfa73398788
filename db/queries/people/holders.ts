import { and, asc, eq, isNull, like, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { Source } from '../../types'
import { rolesWith } from './roles'

/** The keys of roles that somebody in an organization has. Each is found by one step into the index, whatever the number of members. */
const heldRoles = ({ memberships }: Source['tables']) => {
  const next = (after: ReturnType<typeof sql>) => sql`select min(${memberships.role}) from ${memberships}
    where ${memberships.organizationId} = ${sql.placeholder('orgId')} and ${memberships.deletedAt} is null ${after}`
  return sql`with recursive held(role) as (${next(sql``)} union all select (${next(sql`and ${memberships.role} > held.role`)}) from held where held.role is not null)`
}

const standing = prepared(({ read, tables }) => {
  const { roles } = tables
  const ofKey = sql`${roles.key} = held.role and ${roles.deletedAt} is null`
  return read.select({
    role: sql<string>`held.role`,
    known: sql<unknown>`exists (select 1 from ${roles} where ${ofKey})`.mapWith(Boolean),
    granted: sql<unknown>`exists (select 1 from ${roles} where ${ofKey} and ${rolesWith(tables, sql.placeholder('permission'))})`.mapWith(Boolean),
  }).from(sql`(${heldRoles(tables)} select role from held where role is not null) as held`)
})

const ofRole = (byRow: boolean) => prepared(({ read, tables: { memberships, users } }) => read
  .select({ firstName: users.firstName, lastName: users.lastName, createdAt: memberships.createdAt, id: memberships.id })
  .from(memberships).innerJoin(users, eq(users.id, memberships.userId))
  .where(and(
    eq(memberships.organizationId, sql.placeholder('orgId')), isNull(memberships.deletedAt), eq(memberships.role, sql.placeholder('role')),
    byRow ? like(memberships.permissions, sql.placeholder('pattern')) : undefined,
  ))
  .orderBy(asc(memberships.createdAt), asc(memberships.id)).limit(sql.placeholder('limit')))
const longest = ofRole(false), longestByRow = ofRole(true)

/**
 * Names of the longest-standing members whose role has a permission. People without a name are left out: an address is not for everybody.
 *
 * While the mirror doesn't know a role, its holders' rows say what it allows.
 */
export async function listHolders(db: Source, orgId: string, permission: string, limit: number): Promise<string[]> {
  const roles = await standing(db).execute({ orgId, permission })
  const lists = await Promise.all(roles.filter(({ known, granted }) => granted || !known)
    .map(({ role, known }) => known ? longest(db).execute({ orgId, role, limit }) : longestByRow(db).execute({ orgId, role, pattern: `%"${permission}"%`, limit })))
  return lists.flat().sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).slice(0, limit)
    .map(({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' ')).filter(Boolean)
}
