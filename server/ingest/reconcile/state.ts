import { randomUUID } from 'node:crypto'
import { deleteSyncState, getSyncState, putSyncState, type Database, type Source } from '../../../db'
import type { Counts, ReconcileReport } from './report'

/** What is kept in `sync_state` about reconciling. */
const keys = { lease: 'reconcile.lease', position: 'reconcile.position', last: 'reconcile.last', instance: 'clerk.instance' }

/** A lease that was not renewed for so long is free, in ms: its holder is gone. */
const LEASE = 60_000
/** How often it is renewed, in ms. */
const RENEWAL = 15_000
/** A run that stopped longer ago is not taken up again, in ms. */
const RESUMABLE = 24 * 3600_000

/** Position is kept at most this often, in ms. */
const SAVING = 2_000

/** Another process reconciles at this moment. */
export class ReconcileBusyError extends Error {
  override name = 'ReconcileBusyError'
}

/** Where a run stands: `step` by its name, `at` an offset or an id within it. */
export interface Position { startedAt: number, step: string, at: string, counts: Counts }

/** How the last run over everything ended; times in ms. */
export interface ReconcileSummary { startedAt: number, finishedAt: number, complete: boolean, counts: Counts }

/** Takes the lease: one process reconciles at a time. @throws ReconcileBusyError when another one holds it */
export async function takeLease(db: Database) {
  const owner = randomUUID()
  const hold = () => db.write(async (tx) => {
    const held = await getSyncState(tx, keys.lease)
    if (held && held.value !== owner && held.updatedAt > Date.now() - LEASE) return false
    await putSyncState(tx, keys.lease, owner)
    return true
  })
  if (!await hold()) throw new ReconcileBusyError('Reconciling is under way already, in this process or another one.')
  let renewedAt = Date.now()
  return {
    /** Keeps it. @throws ReconcileBusyError when another process took it meanwhile, as after a long standstill of this one */
    async keep() {
      if (Date.now() - renewedAt < RENEWAL) return
      renewedAt = Date.now()
      if (!await hold()) throw new ReconcileBusyError('Another process has taken over reconciling.')
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

/** Remembers where a run stands: the name of a step, and how far within it. */
export type Save = (step: string, at: string) => Promise<void>

/** Runs work that says where it stands, and remembers that: now and then, and where it fails. */
export async function positionKeeper(db: Database, { startedAt, counts }: ReconcileReport, work: (save: Save) => Promise<void>): Promise<void> {
  let position: Position | undefined, savedAt = Date.now()
  const put = () => db.write(tx => putSyncState(tx, keys.position, JSON.stringify(position)))
  try {
    await work(async (step, at) => {
      position = { startedAt, step, at, counts }
      if (Date.now() - savedAt < SAVING) return
      savedAt = Date.now()
      await put()
    })
  }
  catch (error) {
    // Whoever took over keeps their own; a database that is gone says so itself.
    if (position && !(error instanceof ReconcileBusyError)) await put().catch(() => {})
    throw error
  }
}

/** Remembers how the run ended; one that is complete leaves no position behind. */
export const putSummary = (db: Database, { startedAt, finishedAt, counts, incomplete }: ReconcileReport): Promise<void> => db.write(async (tx) => {
  const summary: ReconcileSummary = { startedAt, finishedAt, complete: !incomplete.length, counts }
  await putSyncState(tx, keys.last, JSON.stringify(summary))
  await deleteSyncState(tx, keys.position)
})

/** How the last run over everything ended. */
export async function lastSummary(db: Source): Promise<ReconcileSummary | undefined> {
  const kept = await getSyncState(db, keys.last)
  return kept && JSON.parse(kept.value) as ReconcileSummary
}

/**
 * Makes sure that this is the mirror of a Clerk instance.
 *
 * @throws Error when it is another instance's: everything would be gone there, and tombstones are for good
 */
export async function requireInstance(db: Database, id: string, remember: boolean): Promise<void> {
  const known = await getSyncState(db, keys.instance)
  if (known && known.value !== id) throw new Error(`The mirror is of the Clerk instance ${known.value}, and these keys are of ${id}. Use the right keys, or another database.`)
  if (!known && remember) await db.write(tx => putSyncState(tx, keys.instance, id))
}
