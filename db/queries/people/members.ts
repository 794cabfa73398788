import { and, asc, count, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { ListQuery, Page } from '../../../shared/schemas/common'
import type { Member } from '../../../shared/schemas/member'
import type { MemberSort } from '../../../shared/values'
import { decodeKey, encodeKey, isText, isTime } from '../../cursor'
import { prepared } from '../../prepared'
import type { Source } from '../../types'
import { nameOfRole } from './names'
import { containing } from '../page'

const liveMembers = ({ memberships, users }: Source['tables']) => ({
  joined: eq(users.id, memberships.userId),
  ofOrganization: and(eq(memberships.organizationId, sql.placeholder('orgId')), isNull(memberships.deletedAt)),
  found: sql`${memberships.searchText} like ${sql.placeholder('pattern')} escape '\\'`,
})

const memberColumns = (tables: Source['tables']) => {
  const { memberships, users, connections } = tables
  // In JSON an id stands in quotes.
  const connection = sql<string | null>`case when ${users.enterpriseAccounts} = '[]' then null else (select ${connections.name} from ${connections}
    where ${connections.organizationId} = ${memberships.organizationId} and ${connections.active} and ${connections.deletedAt} is null
      and ${users.enterpriseAccounts} like '%"' || ${connections.id} || '"%' limit 1) end`
  return {
    id: memberships.id, userId: users.id, role: memberships.role, roleName: sql<string>`coalesce((${nameOfRole(tables, memberships.role)}), ${memberships.roleName})`,
    identifier: users.identifier, firstName: users.firstName, lastName: users.lastName, imageUrl: users.imageUrl,
    createdAt: memberships.createdAt, updatedAt: memberships.updatedAt, connection,
  }
}

/** Which statement a list takes: without a role, and on the first page, there is nothing to compare. That is a fifth of a search's work. */
interface Shape { sort: MemberSort, byRole: boolean, after: boolean }

const ofRole = ({ memberships }: Source['tables'], byRole: boolean) => byRole ? eq(memberships.role, sql.placeholder('role')) : undefined

const listing = ({ sort, byRole, after }: Shape) => prepared(({ read, tables }) => {
  const { memberships, users } = tables
  const { joined, ofOrganization, found } = liveMembers(tables)
  const key = sort === 'name' ? memberships.searchText : memberships.createdAt
  const position = sql`(${sql.placeholder('key')}, ${sql.placeholder('id')})`
  const beyond = sort === 'newest' ? sql`(${key}, ${memberships.id}) < ${position}` : sql`(${key}, ${memberships.id}) > ${position}`
  const direction = sort === 'newest' ? desc : asc
  return read.select({ ...memberColumns(tables), searchText: memberships.searchText }).from(memberships).innerJoin(users, joined)
    .where(and(ofOrganization, ofRole(tables, byRole), after ? beyond : undefined, found))
    .orderBy(direction(key), direction(memberships.id)).limit(sql.placeholder('limit'))
})

const nameOf = ({ sort, byRole, after }: Shape) => `${sort} ${byRole} ${after}`
const shapes = (['newest', 'oldest', 'name'] as const).flatMap(sort => [false, true].flatMap(byRole => [false, true].map(after => ({ sort, byRole, after }))))
const listings = new Map(shapes.map(shape => [nameOf(shape), listing(shape)]))

const memberCount = prepared(({ read, tables }) => read.select({ total: count() }).from(tables.memberships)
  .where(liveMembers(tables).ofOrganization))

const counting = (byRole: boolean, older: boolean) => prepared(({ read, tables }) => {
  const { ofOrganization, found } = liveMembers(tables)
  return read.select({ total: count() }).from(tables.memberships)
    .where(and(ofOrganization, ofRole(tables, byRole), older ? lte(tables.memberships.createdAt, sql.placeholder('createdAt')) : undefined, found))
})
const countFound = counting(false, false), countOlder = counting(false, true), countOfRole = counting(true, false)

type Row = Member & { searchText: string }
interface Filter { orgId: string, pattern: string, role: string }

/** How many members a list has in all. A first page has counted as far as it went: a search walks through the organization once, not twice. */
async function totalOf(db: Source, filter: Filter, rows: Row[], { limit, cursor, query, role, sort = 'newest' }: MemberQuery): Promise<number> {
  const count = async (rows: Promise<{ total: number }[]>) => (await rows)[0]?.total ?? 0
  if (role) return count(countOfRole(db).execute({ ...filter }))
  if (!query) return count(memberCount(db).execute({ ...filter }))
  const last = rows.at(-1)
  if (cursor !== undefined || sort !== 'newest') return count(countFound(db).execute({ ...filter }))
  if (!last || rows.length <= limit) return rows.length
  return rows.filter(row => row.createdAt > last.createdAt).length + await count(countOlder(db).execute({ ...filter, createdAt: last.createdAt }))
}

/** Which members are asked for, and in which order; the newest first unless told. */
type MemberQuery = ListQuery & { role?: string, sort?: MemberSort }

/**
 * A page of the organization's members.
 *
 * @throws InvalidCursorError
 */
export async function listMembers(db: Source, orgId: string, options: MemberQuery): Promise<Page<Member>> {
  const { limit, cursor, query = '', role = '', sort = 'newest' } = options
  const filter = { orgId, pattern: containing(query), role }
  const after = cursor === undefined ? {} : decodeKey<number | string>(cursor, sort === 'name' ? isText : isTime)
  const rows = await listings.get(nameOf({ sort, byRole: role !== '', after: cursor !== undefined }))!(db).execute({ ...filter, ...after, limit: limit + 1 })
  const totalCount = await totalOf(db, filter, rows, options)
  const shown = rows.slice(0, limit), last = shown.at(-1)
  return {
    data: shown.map(({ searchText, ...member }) => member), totalCount,
    nextCursor: rows.length > limit && last ? encodeKey(sort === 'name' ? last.searchText : last.createdAt, last.id) : null,
  }
}

const one = prepared(({ read, tables }) => {
  const { joined, ofOrganization } = liveMembers(tables)
  return read.select(memberColumns(tables)).from(tables.memberships).innerJoin(tables.users, joined)
    .where(and(ofOrganization, eq(tables.memberships.userId, sql.placeholder('userId'))))
})

/** One member, as the list shows them. */
export async function findMember(db: Source, orgId: string, userId: string): Promise<Member | undefined> {
  const [row] = await one(db).execute({ orgId, userId })
  return row
}
