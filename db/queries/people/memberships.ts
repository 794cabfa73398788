import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { MembershipRow } from '../../schema'
import type { Source } from '../../types'
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
