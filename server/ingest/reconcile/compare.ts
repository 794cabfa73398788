import { isDeepStrictEqual } from 'node:util'
import { findRow, type MirrorRow, type MirrorTable, type Tx } from '../../../db'
import { contentOf } from '../apply'
import { SETTLING } from '../fill'
import { merge } from '../merge'
import type { Change } from '../project'

/**
 * What differs: the mirror lacks it, has it otherwise, or has it though Clerk does not. `buried` is listed by Clerk but a
 * tombstone here; tombstones are for good, so that is only told.
 */
export type DifferenceKind = 'missing' | 'changed' | 'gone' | 'buried'

/** One difference. */
export interface Difference { table: MirrorTable, id: string, kind: DifferenceKind }

/** `news` is what the mirror does not know yet, a newer version of the same content included. */
interface Comparison { kind?: DifferenceKind, news: boolean }

async function compareRow<N extends MirrorTable>(tx: Tx, table: N, row: MirrorRow<N>): Promise<Comparison> {
  const current = await findRow(tx, table, row.id)
  if (!current) return { kind: 'missing', news: true }
  // A list may still hold what was deleted while it was read.
  if (current.deletedAt !== null) return { kind: current.deletedAt < row.seenAt - SETTLING ? 'buried' : undefined, news: false }
  const merged = merge(table, current, row)
  if (!isDeepStrictEqual(contentOf(merged), contentOf(current))) return { kind: 'changed', news: true }
  return { news: merged.updatedAt !== current.updatedAt }
}

/**
 * Holds changes against the mirror.
 *
 * @returns what differs, and the changes that are worth applying: rows that are right already are not written again
 */
export async function compareChanges(tx: Tx, changes: readonly Change[]): Promise<{ differences: Difference[], news: Change[] }> {
  const differences: Difference[] = [], news: Change[] = []
  for (const change of changes) {
    if (change.table === 'endedSessions') continue
    const { kind, news: isNews } = await compareRow(tx, change.table, change.row)
    if (kind) differences.push({ table: change.table, id: change.row.id, kind })
    if (isNews) news.push(change)
  }
  return { differences, news }
}
