import { isDeepStrictEqual } from 'node:util'
import { findRow, type MirrorRow, type MirrorTable, type Tx } from '../../../db'
import { belonging, contentOf } from '../project/apply'
import { SETTLING } from '../fill/fill'
import { merge } from '../project/merge'
import type { Change } from '../project/project'

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
  if (current.deletedAt !== null) {
    // A list may still hold what was deleted while it was read, and Clerk keeps the invitations of people who are gone.
    const rightly = current.deletedAt >= row.seenAt - SETTLING || (await belonging(tx, { ...current, deletedAt: null })).deletedAt !== null
    return { kind: rightly ? undefined : 'buried', news: false }
  }
  const merged = merge(table, current, row)
  if (!isDeepStrictEqual(contentOf(merged), contentOf(current))) return { kind: 'changed', news: true }
  return { news: merged.updatedAt !== current.updatedAt }
}

/**
 * Holds what one resource says against the mirror: its row, those it embeds, and what happened by it.
 *
 * @returns what differs, and whether there is anything to apply: rows that are right already are not written again
 */
export async function compareChanges(tx: Tx, changes: readonly Change[]): Promise<{ differences: Difference[], news: boolean }> {
  const differences: Difference[] = []
  let news = false
  for (const change of changes) {
    if (change.table === 'endedSessions' || change.table === 'activity') continue
    const { table, row } = change
    const found = await compareRow(tx, table, row)
    if (found.kind) differences.push({ table, id: row.id, kind: found.kind })
    news ||= found.news
  }
  return { differences, news }
}
