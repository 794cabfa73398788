import { randomUUID } from 'node:crypto'
import { deleteSyncState, getSyncState, putSyncState, type Database, type MirrorTable, type Source } from '../../../db'
import type { DifferenceKind } from './compare'

/** What is kept in `sync_state` about reconciling. */
const keys = { lease: 'reconcile.lease', position: 'reconcile.position', last: 'reconcile.last', instance: 'clerk.instance' }

/** A lease that was not renewed for so long is free, in ms: its holder is gone. */
const LEASE = 60_000
/** How often it is renewed, in ms. */
const RENEWAL = 15_000
/** A run that stopped longer ago is not taken up again, in ms. */
const RESUMABLE = 24 * 3600_000

/** How many were looked at, and what was found, by table. */
export type Counts = Partial<Record<MirrorTable, { scanned: number } & Partial<Record<DifferenceKind, number>>>>

/** Where a run stands: `step` by its name, `at` an offset or an id within it. */
export interface Position { startedAt: number, step: string, at: string, counts: Counts }

/** How the last run over everything ended; times in ms. */
export interface ReconcileSummary { startedAt: number, finishedAt: number, complete: boolean, counts: Counts }

/** Takes the lease: one process reconciles at a time. Returns undefined when another one holds it. */
export async function takeLease(db: Database) {
  const owner = randomUUID()
  const hold = () => db.write(async (tx) => {
    const held = await getSyncState(tx, keys.lease)
    if (held && held.value !== owner && held.updatedAt > Date.now() - LEASE) return false
    await putSyncState(tx, keys.lease, owner)
    return true
  })
  if (!await hold()) return
  let renewedAt = Date.now()
  return {
    /** Keeps it. @throws Error when another process took it meanwhile, as after a long standstill of this one */
    async keep() {
      if (Date.now() - renewedAt < RENEWAL) return
      renewedAt = Date.now()
      if (!await hold()) throw new Error('Another process has taken over reconciling.')
    },
    release: () => db.write(async (tx) => {
      if ((await getSyncState(tx, keys.lease))?.value === owner) await deleteSyncState(tx, keys.lease)
    }),
  }
}

/** Whether some process reconciles at this moment. */
export async function isReconciling(db: Source): Promise<boolean> {
  const held = await getSyncState(db, keys.lease)
  return held !== undefined && held.updatedAt > Date.now() - LEASE
}

/** Where a run over everything stopped, unless that is too long ago. */
export async function findPosition(db: Source): Promise<Position | undefined> {
  const kept = await getSyncState(db, keys.position)
  return kept && kept.updatedAt > Date.now() - RESUMABLE ? JSON.parse(kept.value) as Position : undefined
}

/** Whether a run over everything was stopped before its end, and would be taken up again. */
export const isReconcileUnfinished = async (db: Source): Promise<boolean> => await findPosition(db) !== undefined

/** Remembers where the run stands. */
export const putPosition = (db: Database, position: Position): Promise<void> => db.write(tx => putSyncState(tx, keys.position, JSON.stringify(position)))

/** Remembers how the run ended; one that is complete leaves no position behind. */
export const putSummary = (db: Database, summary: ReconcileSummary): Promise<void> => db.write(async (tx) => {
  await putSyncState(tx, keys.last, JSON.stringify(summary))
  await deleteSyncState(tx, keys.position)
})

/** How the last run over everything ended. */
export async function lastSummary(db: Source): Promise<ReconcileSummary | undefined> {
  const kept = await getSyncState(db, keys.last)
  return kept && JSON.parse(kept.value) as ReconcileSummary
}

/**
 * Remembers whose mirror this is.
 *
 * @throws Error when it is another instance's: everything would be gone there, and tombstones are for good
 */
export async function requireInstance(db: Database, id: string): Promise<void> {
  const known = await getSyncState(db, keys.instance)
  if (known && known.value !== id) throw new Error(`The mirror is of the Clerk instance ${known.value}, and these keys are of ${id}. Use the right keys, or another database.`)
  if (!known) await db.write(tx => putSyncState(tx, keys.instance, id))
}
