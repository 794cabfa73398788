import { isDeepStrictEqual } from 'node:util'
import {
  findRow, listOrganizationsOf, listOrganizationsWithRole, putEndedSession, putRow, recordChanges, tombstoneParts, type MirrorRow, type MirrorTable, type OrganizationChangeRow, type Tx,
} from '../../db'
import type { ChangeKind } from '../../shared/schemas/change'
import { earliest, merge } from './merge'
import type { Change } from './project'

type Touched = Omit<OrganizationChangeRow, 'id'>

/** The earliest end of what a row belongs to: a member cannot outlive the organization or the person. */
async function endOfParents(tx: Tx, row: MirrorRow<MirrorTable>): Promise<number | null> {
  const organization = 'organizationId' in row && row.organizationId ? await findRow(tx, 'organizations', row.organizationId) : undefined
  const user = 'userId' in row && row.userId ? await findRow(tx, 'users', row.userId) : undefined
  return earliest(organization?.deletedAt ?? null, user?.deletedAt ?? null)
}

/** What a row says to people, without when we came to know it. */
const content = (row: MirrorRow<MirrorTable>) => ({ ...row, updatedAt: 0, seenAt: 0, filledAt: null })

const kindOf = {
  organizations: 'organization', users: 'members', memberships: 'members', invitations: 'invitations', domains: 'domains', connections: 'connections',
  subscriptions: 'plan', subscriptionItems: 'plan', plans: 'plan', roles: 'roles', permissions: 'roles',
} as const satisfies Record<MirrorTable, ChangeKind>

/** Where a row shows: open pages of these organizations are told. A new name of a permission, or a plan's, is no such thing. */
async function whereSeen(tx: Tx, table: MirrorTable, row: MirrorRow<MirrorTable>): Promise<Touched[]> {
  const kind = kindOf[table]
  if (table === 'organizations') return [{ organizationId: row.id, kind, userId: null }]
  if (table === 'users') return (await listOrganizationsOf(tx, row.id)).map(organizationId => ({ organizationId, kind, userId: row.id }))
  if ('key' in row) return table === 'roles' ? (await listOrganizationsWithRole(tx, row.key)).map(organizationId => ({ organizationId, kind, userId: null })) : []
  if (!('organizationId' in row) || !row.organizationId) return []
  return [{ organizationId: row.organizationId, kind, userId: table === 'memberships' && 'userId' in row ? row.userId : null }]
}

async function applyChange<N extends MirrorTable>(tx: Tx, table: N, change: MirrorRow<N>): Promise<Touched[]> {
  const current = await findRow(tx, table, change.id)
  // Merged with itself where it is new, so that a first statement takes the same form as a later one.
  const merged = merge(table, current ?? change, change)
  const next = { ...merged, deletedAt: earliest(merged.deletedAt, await endOfParents(tx, merged)) }
  if (current && isDeepStrictEqual(next, { ...current })) return []
  // Asked before the end of a person takes their memberships with it.
  const touched = current && isDeepStrictEqual(content(next), content(current)) ? [] : await whereSeen(tx, table, next)
  await putRow(tx, table, next)
  if ((table === 'organizations' || table === 'users') && next.deletedAt !== null && next.deletedAt !== current?.deletedAt)
    await tombstoneParts(tx, table, next.id, next.deletedAt)
  return touched
}

/** Applies changes to the mirror, in order, and logs where they show. Idempotent, and indifferent to the order in which events come. */
export async function applyChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  const touched: Touched[] = []
  for (const { table, row } of changes) {
    if (table === 'endedSessions') await putEndedSession(tx, row)
    else touched.push(...await applyChange(tx, table, row))
  }
  await recordChanges(tx, touched)
}
