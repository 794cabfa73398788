import type { ClerkClient } from '@clerk/backend'
import type { Database } from '../../../db'
import { isReconcileUnfinished, lastSummary, reconcile, ReconcileBusyError, type ReconcileReport } from '../../ingest'
import { lastBeat } from './heartbeat'

/** Half of what Clerk takes in a second: the app makes calls too. Development instances take a tenth of production's. Source: Clerk's system limits. */
export const callsPerSecond = (secretKey: string): number => secretKey.startsWith('sk_live_') ? 50 : 5

/** Whether mirror and Clerk should be compared: a run was stopped, or the last one is older than so many hours (an hour where it was incomplete); 0 is never. */
export async function isReconcileDue(db: Database, hours: number, now = Date.now()): Promise<boolean> {
  if (hours <= 0) return false
  if (await isReconcileUnfinished(db)) return true
  const last = await lastSummary(db)
  return !last || now - last.finishedAt > (last.complete ? hours : Math.min(hours, 1)) * 3_600_000
}

/** Whether every process of the app was away for longer than so many minutes, so that events may have been missed. */
export async function wasAway(db: Database, minutes: number, now = Date.now()): Promise<boolean> {
  const last = await lastBeat(db)
  return last !== null && now - last > minutes * 60_000
}

/**
 * Puts the mirror right in the background: failures are logged, and the next run goes on where this one stopped.
 *
 * @returns undefined when another process does it, or it failed
 */
export async function reconcileQuietly(deps: { db: Database, clerk: ClerkClient }, perSecond: number, signal: AbortSignal): Promise<ReconcileReport | undefined> {
  try {
    const report = await reconcile(deps, { fix: true, perSecond, signal })
    const { counts, incomplete, unreadable, resumed, startedAt, finishedAt } = report
    console.info(`[reconcile] ${JSON.stringify({ seconds: Math.round((finishedAt - startedAt) / 1000), resumed, counts, incomplete: incomplete.length, unreadable: unreadable.length })}`)
    return report
  }
  catch (error) {
    if (!(error instanceof ReconcileBusyError)) console.warn(`[reconcile] stopped, and goes on later: ${String(error).replaceAll(/\s+/g, ' ')}`)
  }
}
