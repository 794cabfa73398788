import { and, eq, getTableColumns, gt, isNull, ne, or, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { prepared } from '../../prepared'
import type { MembershipRow, RoleRow } from '../../schema'
import type { Source, Tables, Tx } from '../../types'
import { membershipColumns } from '../people/memberships'
import { findPermissionIds, putPermissionIds } from '../people/roles'

const mirrored = [
  'organizations', 'users', 'memberships', 'invitations', 'domains', 'connections', 'roles', 'permissions', 'subscriptions', 'subscriptionItems', 'plans',
] as const

/** Tables whose rows mirror a Clerk resource, keyed by its id. */
export type MirrorTable = (typeof mirrored)[number]

/** A row of a mirrored table; a role holds the ids of its permissions. */
export type MirrorRow<N extends MirrorTable> = N extends 'roles' ? RoleRow : N extends 'memberships' ? MembershipRow : Tables[N]['$inferSelect']

type Keyed = SQLiteTable & { id: SQLiteColumn }

/** The columns that a row holds. */
const columnsOf = (name: MirrorTable, tables: Tables): Record<string, SQLiteColumn> =>
  name === 'memberships' ? membershipColumns(tables) : getTableColumns<Keyed>(tables[name])

const forEach = <S>(make: (name: MirrorTable) => S) => Object.fromEntries(mirrored.map(name => [name, make(name)])) as Record<MirrorTable, S>

const finders = forEach(name => prepared(({ read, tables }) => {
  const table: Keyed = tables[name]
  return read.select(columnsOf(name, tables)).from(table).where(eq(table.id, sql.placeholder('id')))
}))

/** A row by its id, tombstones included. Only the projection asks across organizations. */
export async function findRow<N extends MirrorTable>(source: Source, name: N, id: string): Promise<MirrorRow<N> | undefined> {
  const [row] = await finders[name](source).execute({ id })
  return (name === 'roles' && row ? { ...row, permissionIds: await findPermissionIds(source, id) } : row) as MirrorRow<N> | undefined
}

const writers = forEach(name => prepared(({ write, tables }: Tx) => {
  const table: Keyed = tables[name]
  const columns = Object.entries(columnsOf(name, tables))
  const person = sql`select ${tables.users.searchText} from ${tables.users} where ${tables.users.id} = ${sql.placeholder('userId')}`
  const kept = name === 'memberships'
  return write.insert(table)
    .values({ ...Object.fromEntries(columns.map(([key]) => [key, sql.placeholder(key)])), ...kept ? { searchText: sql`coalesce((${person}), '')` } : {} })
    .onConflictDoUpdate({ target: table.id, set: {
      // Without the key: SQLite would look for every row that refers to it, such as the members of an organization.
      ...Object.fromEntries(columns.filter(([key]) => key !== 'id').map(([key, { name }]) => [key, sql.raw(`excluded."${name}"`)])),
      ...kept ? { searchText: sql.raw('excluded."search_text"') } : {},
    } })
}))

const findable = prepared(({ write, tables: { memberships } }: Tx) => write.update(memberships).set({ searchText: sql`${sql.placeholder('searchText')}` })
  .where(and(eq(memberships.userId, sql.placeholder('id')), ne(memberships.searchText, sql.placeholder('searchText')))))

/** Writes a whole row, and what memberships keep of a person. */
export async function putRow<N extends MirrorTable>(tx: Tx, name: N, row: MirrorRow<N>): Promise<void> {
  await writers[name](tx).execute({ ...row })
  if (name === 'roles') await putPermissionIds(tx, row as RoleRow)
  if (name === 'users') await findable(tx).execute({ ...row })
}

const entomb = (name: 'memberships' | 'invitations' | 'domains' | 'connections' | 'subscriptions' | 'subscriptionItems', parent: (tables: Tables) => SQLiteColumn) => prepared(({ write, tables }: Tx) => {
  const table: Keyed & { deletedAt: SQLiteColumn } = tables[name]
  return write.update(table).set({ deletedAt: sql.placeholder('at') })
    // The parent in each half, so that each finds an index of its own.
    .where(or(
      and(eq(parent(tables), sql.placeholder('id')), isNull(table.deletedAt)),
      and(eq(parent(tables), sql.placeholder('id')), gt(table.deletedAt, sql.placeholder('at'))),
    ))
})

const parts = {
  organizations: [
    entomb('memberships', tables => tables.memberships.organizationId),
    entomb('invitations', tables => tables.invitations.organizationId),
    entomb('domains', tables => tables.domains.organizationId),
    entomb('connections', tables => tables.connections.organizationId),
    entomb('subscriptions', tables => tables.subscriptions.organizationId),
    entomb('subscriptionItems', tables => tables.subscriptionItems.organizationId),
  ],
  users: [
    entomb('memberships', tables => tables.memberships.userId),
    entomb('invitations', tables => tables.invitations.userId),
    entomb('subscriptions', tables => tables.subscriptions.userId),
    entomb('subscriptionItems', tables => tables.subscriptionItems.userId),
  ],
}

/** Tombstones what cannot outlive its organization or person. */
export async function tombstoneParts(tx: Tx, of: keyof typeof parts, id: string, at: number): Promise<void> {
  for (const statement of parts[of]) await statement(tx).execute({ id, at })
}
