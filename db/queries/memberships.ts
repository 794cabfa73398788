import { and, count, desc, eq, getTableColumns, isNull, lte, sql } from 'drizzle-orm'
import type { ListQuery, Page } from '../../shared/schemas/common'
import type { Member } from '../../shared/schemas/member'
import { decodeCursor } from '../cursor'
import { prepared } from '../prepared'
import type { MembershipRow } from '../schema'
import type { Source } from '../types'
import { afterPosition, containing, toPage } from './page'
import { permissionKeys, toKeys } from './roles'

/** The columns of a membership's row, without what it keeps of the person for searches. */
export function membershipColumns({ memberships }: Source['tables']) {
  const { searchText, ...columns } = getTableColumns(memberships)
  return columns
}

const ofPerson = prepared(({ read, tables }) => {
  const { memberships, roles } = tables
  return read.select({
    membership: membershipColumns(tables),
    role: { name: roles.name, createdAt: roles.createdAt, updatedAt: roles.updatedAt, seenAt: roles.seenAt, permissions: permissionKeys(tables) },
  }).from(memberships).leftJoin(roles, and(eq(roles.key, memberships.role), isNull(roles.deletedAt)))
    .where(and(eq(memberships.organizationId, sql.placeholder('orgId')), eq(memberships.userId, sql.placeholder('userId'))))
})
type OfPerson = Awaited<ReturnType<ReturnType<typeof ofPerson>['execute']>>[number]

/** The live membership before tombstones, the newest before older ones, each with the newest role of its key. There is one, or few. */
function nearer(a: OfPerson, b: OfPerson): OfPerson {
  const order = Number(a.membership.deletedAt !== null) - Number(b.membership.deletedAt !== null)
    || b.membership.createdAt - a.membership.createdAt
    || (a.membership.id < b.membership.id ? 1 : a.membership.id > b.membership.id ? -1 : (b.role?.createdAt ?? 0) - (a.role?.createdAt ?? 0))
  return order <= 0 ? a : b
}

/** A membership with the name and permissions of its role as they are now. */
export interface Membership extends MembershipRow {
  /** When the membership or its role last changed, in ms. */
  changedAt: number
  /** Whether the mirror knows the role. */
  roleKnown: boolean
}

/** When a state was certainly true: Clerk's version counts too, because the time of an event may be in whole seconds. */
const evidence = ({ updatedAt, seenAt }: { updatedAt: number, seenAt: number }) => Math.max(updatedAt, seenAt)

/**
 * The person's membership in the organization: the live one, else the newest tombstone (`deletedAt` is set).
 *
 * Membership and role both say what its holder may do, each as it was when it was seen: the later one counts.
 */
export async function findMembership(db: Source, orgId: string, userId: string): Promise<Membership | undefined> {
  const rows = await ofPerson(db).execute({ orgId, userId })
  if (!rows.length) return
  const row = rows.reduce(nearer)
  const { membership, role } = row
  if (!role || evidence(role) < evidence(membership)) return { ...membership, changedAt: membership.updatedAt, roleKnown: role !== null }
  return {
    ...membership, roleName: role.name, permissions: toKeys(role.permissions),
    changedAt: Math.max(membership.updatedAt, role.updatedAt), roleKnown: true,
  }
}

const liveMembers = ({ memberships, users }: Source['tables']) => ({
  joined: eq(users.id, memberships.userId),
  ofOrganization: and(eq(memberships.organizationId, sql.placeholder('orgId')), isNull(memberships.deletedAt)),
  found: sql`${memberships.searchText} like ${sql.placeholder('pattern')} escape '\\'`,
})

const memberColumns = ({ memberships, users, roles }: Source['tables']) => {
  const nameOfRole = sql`select ${roles.name} from ${roles} where ${roles.key} = ${memberships.role} and ${roles.deletedAt} is null
    order by ${roles.createdAt} desc, ${roles.id} desc limit 1`
  return {
    id: memberships.id, userId: users.id, role: memberships.role, roleName: sql<string>`coalesce((${nameOfRole}), ${memberships.roleName})`,
    identifier: users.identifier, firstName: users.firstName, lastName: users.lastName, imageUrl: users.imageUrl,
    createdAt: memberships.createdAt, updatedAt: memberships.updatedAt,
  }
}

const memberPage = (after: boolean) => prepared(({ read, tables }) => {
  const { memberships, users } = tables
  const { joined, ofOrganization, found } = liveMembers(tables)
  return read.select(memberColumns(tables)).from(memberships).innerJoin(users, joined)
    .where(and(ofOrganization, after ? afterPosition(memberships.createdAt, memberships.id) : undefined, found))
    .orderBy(desc(memberships.createdAt), desc(memberships.id)).limit(sql.placeholder('limit'))
})
// The first page compares no position: for a search that is a fifth of the work.
const firstPage = memberPage(false), nextPage = memberPage(true)

const memberCount = prepared(({ read, tables }) => read.select({ total: count() }).from(tables.memberships)
  .where(liveMembers(tables).ofOrganization))

const foundCount = (since: boolean) => prepared(({ read, tables }) => {
  const { memberships } = tables
  const { ofOrganization, found } = liveMembers(tables)
  return read.select({ total: count() }).from(memberships)
    .where(and(ofOrganization, since ? lte(memberships.createdAt, sql.placeholder('createdAt')) : undefined, found))
})
const countFound = foundCount(false), countOlder = foundCount(true)

/**
 * A page of the organization's members, newest first.
 *
 * @throws InvalidCursorError
 */
export async function listMembers(db: Source, orgId: string, { limit, cursor, query = '' }: ListQuery): Promise<Page<Member>> {
  const pattern = containing(query)
  const values = { orgId, pattern, limit: limit + 1 }
  const rows = await (cursor === undefined ? firstPage(db).execute(values) : nextPage(db).execute({ ...values, ...decodeCursor(cursor) }))
  // A first page has counted as far as it went: a search walks through the organization once, not twice.
  if (query && cursor === undefined) {
    const last = rows.at(-1)
    if (!last || rows.length <= limit) return toPage(rows, limit, rows.length)
    const [older] = await countOlder(db).execute({ orgId, pattern, createdAt: last.createdAt })
    return toPage(rows, limit, rows.filter(row => row.createdAt > last.createdAt).length + (older?.total ?? 0))
  }
  const [counted] = await (query ? countFound(db).execute({ orgId, pattern }) : memberCount(db).execute({ orgId }))
  return toPage(rows, limit, counted?.total ?? 0)
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
