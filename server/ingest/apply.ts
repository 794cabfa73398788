import { isDeepStrictEqual } from 'node:util'
import { findRow, putEndedSession, putRow, tombstoneParts, type MirrorRow, type MirrorTable, type Tx } from '../../db'
import { earliest, merge } from './merge'
import type { Change } from './project'

/** The earliest end of what a row belongs to: a member cannot outlive the organization or the person. */
async function endOfParents(tx: Tx, row: MirrorRow<MirrorTable>): Promise<number | null> {
  const organization = 'organizationId' in row && row.organizationId ? await findRow(tx, 'organizations', row.organizationId) : undefined
  const user = 'userId' in row && row.userId ? await findRow(tx, 'users', row.userId) : undefined
  return earliest(organization?.deletedAt ?? null, user?.deletedAt ?? null)
}

async function applyChange<N extends MirrorTable>(tx: Tx, table: N, change: MirrorRow<N>): Promise<void> {
  const current = await findRow(tx, table, change.id)
  // Merged with itself where it is new, so that a first statement takes the same form as a later one.
  const merged = merge(table, current ?? change, change)
  const next = { ...merged, deletedAt: earliest(merged.deletedAt, await endOfParents(tx, merged)) }
  if (current && isDeepStrictEqual(next, { ...current })) return
  await putRow(tx, table, next)
  if ((table === 'organizations' || table === 'users') && next.deletedAt !== null && next.deletedAt !== current?.deletedAt)
    await tombstoneParts(tx, table, next.id, next.deletedAt)
}

/** Applies changes to the mirror, in order. Idempotent, and indifferent to the order in which events come. */
export async function applyChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  for (const { table, row } of changes) await (table === 'endedSessions' ? putEndedSession(tx, row) : applyChange(tx, table, row))
}
