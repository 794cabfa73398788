import type { MirrorTable } from '../../../db'
import type { Difference, DifferenceKind } from './compare'

/** How many were looked at, and what was found, by table. */
export type Counts = Partial<Record<MirrorTable, { scanned: number } & Partial<Record<DifferenceKind, number>>>>

/** What was found. `incomplete` says which lists could not be compared in full, and why. Times in ms since 1970. */
export interface ReconcileReport {
  startedAt: number
  finishedAt: number
  resumed: boolean
  counts: Counts
  /** The first of them; `counts` has all. */
  differences: Difference[]
  /** The first of those that Clerk sent in a form that cannot be read. */
  unreadable: { table: MirrorTable, id: string }[]
  incomplete: { what: string, why: string }[]
}

/** What one step found. */
export interface Found { table: MirrorTable, differences?: Difference[], scanned?: number, unreadable?: string[] }

/** How many a report names one by one. */
const NAMED = 1000

const add = <T>(list: T[], more: T[]) => list.push(...more.slice(0, Math.max(0, NAMED - list.length)))

/** Adds to a report. */
export function record({ counts, differences, unreadable }: ReconcileReport, found: Found): void {
  const countsOf = (table: MirrorTable) => counts[table] ??= { scanned: 0 }
  countsOf(found.table).scanned += found.scanned ?? 0
  for (const { table, kind } of found.differences ?? []) countsOf(table)[kind] = (countsOf(table)[kind] ?? 0) + 1
  add(differences, found.differences ?? [])
  add(unreadable, (found.unreadable ?? []).map(id => ({ table: found.table, id })))
}

/** Differences that are still there afterwards: all without `fix`, and otherwise what cannot be put right. */
export const openDifferences = ({ counts }: Pick<ReconcileReport, 'counts'>, fix: boolean): number =>
  Object.values(counts).reduce((sum, { missing = 0, changed = 0, gone = 0, buried = 0 }) => sum + buried + (fix ? 0 : missing + changed + gone), 0)
