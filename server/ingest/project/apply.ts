import { isDeepStrictEqual } from 'node:util'
import {
  eraseTraces, findRow, forgetOrganization, listOrganizationsOf, listOrganizationsWithRole, putActivity, putEndedSession, putRow, recordChanges, tombstoneParts,
  type ActivityRow, type MirrorRow, type MirrorTable, type OrganizationChangeRow, type Tx,
} from '../../../db'
import type { ChangeKind } from '../../../shared/schemas/change'
import { fact } from './facts'
import { earliest, merge } from './merge'
import type { Change } from './project'

type Touched = Omit<OrganizationChangeRow, 'id'>

/** The row as its parents let it be: it cannot outlive them, and an address goes with the person who accepted with it. */
export async function belonging<N extends MirrorTable>(tx: Tx, row: MirrorRow<N>): Promise<MirrorRow<N>> {
  const organization = 'organizationId' in row && row.organizationId ? await findRow(tx, 'organizations', row.organizationId) : undefined
  const user = 'userId' in row && row.userId ? await findRow(tx, 'users', row.userId) : undefined
  const ends = earliest(organization?.deletedAt ?? null, user?.deletedAt ?? null)
  const erased = 'emailAddress' in row && user && user.deletedAt !== null ? { emailAddress: '' } : {}
  return { ...row, ...erased, deletedAt: earliest(row.deletedAt, ends) }
}

/** What a row says to people, without when we came to know it. */
export const contentOf = (row: MirrorRow<MirrorTable>) => ({ ...row, updatedAt: 0, seenAt: 0, filledAt: null })

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
  const next = await belonging(tx, merge(table, current ?? change, change))
  if (current && isDeepStrictEqual(next, { ...current })) return []
  // Asked before the end of a person takes their memberships with it.
  const touched = current && isDeepStrictEqual(contentOf(next), contentOf(current)) ? [] : await whereSeen(tx, table, next)
  await putRow(tx, table, next)
  const ended = next.deletedAt !== null && next.deletedAt !== current?.deletedAt ? next.deletedAt : null
  if (ended !== null && (table === 'organizations' || table === 'users')) {
    await tombstoneParts(tx, table, next.id, ended)
    if (table === 'users') await eraseTraces(tx, next.id)
    else await forgetOrganization(tx, next.id)
  }
  return touched
}

/** What a row's end means to people, where its event names no organization. */
async function factsOfEnd(tx: Tx, table: MirrorTable, id: string): Promise<ActivityRow[]> {
  const row = table === 'domains' ? await findRow(tx, table, id) : undefined
  return row && row.deletedAt !== null ? fact('domain_removed', { organizationId: row.organizationId, targetId: id, at: row.deletedAt }) : []
}

/** Nobody can read what happened in an organization that is gone: it is forgotten. */
async function applyFacts(tx: Tx, facts: readonly ActivityRow[]): Promise<void> {
  const gone = new Map<string, boolean>()
  for (const row of facts) {
    const { organizationId } = row
    if (!gone.has(organizationId)) gone.set(organizationId, typeof (await findRow(tx, 'organizations', organizationId))?.deletedAt === 'number')
    if (!gone.get(organizationId)) await putActivity(tx, row)
  }
}

/** Applies changes to the mirror, in order, and logs where they show. Idempotent, and indifferent to the order in which events come. */
export async function applyChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  const touched: Touched[] = [], facts: ActivityRow[] = []
  for (const change of changes) {
    if (change.table === 'endedSessions') await putEndedSession(tx, change.row)
    else if (change.table === 'activity') facts.push(change.row)
    else {
      touched.push(...await applyChange(tx, change.table, change.row))
      facts.push(...await factsOfEnd(tx, change.table, change.row.id))
    }
  }
  await applyFacts(tx, facts)
  await recordChanges(tx, touched)
}
