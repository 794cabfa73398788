import { countEvents, countTasks, deleteEvents, lastEvent, listEvents, listQuarantinedIds, retryTasks, type Database, type EventFacts, type Source, type WebhookOutcome } from '../../../db'
import { AppError } from '../../../shared/errors'
import { isReconciling, lastSummary, replayEvent, type ReconcileSummary } from '../../ingest'
import { lastBeat } from './heartbeat'

/** Events in quarantine that a status names. */
const NAMED = 100
/** Events in one unit of work. */
const BATCH = 500
const DAY = 86_400_000
/** Quarantined events wait for a person: they are kept for a year at least, in days. */
const QUARANTINE_DAYS = 365

/** An event as operators see it; `lag` is from the change at Clerk to its arrival, in ms. */
type EventStatus = Omit<EventFacts, 'error'> & { lag: number | null }

/** How the mirror does. Times in ms since 1970. */
export interface MirrorStatus {
  now: number
  lastEvent: EventStatus | null
  /** Events in the inbox. */
  events: Record<WebhookOutcome, number>
  /** The newest of them; why in `error`, which holds no payload. */
  quarantine: (EventStatus & { error: string })[]
  reconcile: { running: boolean, last: ReconcileSummary | null }
  /** What webhook listeners have still to do, and what they were not able to. */
  listeners: { waiting: number, givenUp: number }
  /** When some process of the app was last alive. */
  heartbeat: number | null
}

const statusOf = ({ error: _, ...event }: EventFacts): EventStatus => ({ ...event, lag: event.eventTime === null ? null : event.receivedAt - event.eventTime })

/** How the mirror does: the inbox, what is in quarantine, and when it was compared with Clerk. */
export async function mirrorStatus(db: Source): Promise<MirrorStatus> {
  const last = await lastEvent(db)
  return {
    now: Date.now(),
    lastEvent: last ? statusOf(last) : null,
    events: await countEvents(db),
    quarantine: (await listEvents(db, 'quarantined', NAMED)).map(event => ({ ...statusOf(event), error: (event.error ?? '').slice(0, 500) })),
    reconcile: { running: await isReconciling(db), last: await lastSummary(db) ?? null },
    listeners: await countTasks(db),
    heartbeat: await lastBeat(db),
  }
}

/**
 * Projects one stored event once more, or all that are in quarantine.
 *
 * @param svixId - `msg_…`; undefined takes all in quarantine
 * @returns what became of them
 * @throws AppError not_found
 */
export async function replay(db: Database, svixId?: string): Promise<Record<WebhookOutcome, number>> {
  const outcomes: Record<WebhookOutcome, number> = { applied: 0, ignored: 0, quarantined: 0, erased: 0 }
  if (svixId !== undefined) {
    const outcome = await replayEvent(db, svixId)
    if (!outcome) throw new AppError('not_found', 'The inbox holds no event with this id.')
    return { ...outcomes, [outcome]: 1 }
  }
  for (let ids = await listQuarantinedIds(db, '', BATCH); ids.length; ids = await listQuarantinedIds(db, ids.at(-1)!, BATCH)) {
    for (const id of ids) {
      const outcome = await replayEvent(db, id)
      if (outcome) outcomes[outcome]++
    }
  }
  return outcomes
}

/** Has webhook listeners try again what was given up. Returns how many tasks there were. */
export const retryListeners = (db: Database): Promise<number> => db.write(tx => retryTasks(tx))

/**
 * Deletes events from the inbox that were received longer ago than they are to be kept. Those in quarantine stay for a
 * year at least.
 *
 * @param days - how long the others are kept
 * @returns how many were deleted
 */
export async function purge(db: Database, days: number, now = Date.now()): Promise<number> {
  const kept: Record<WebhookOutcome, number> = { applied: days, ignored: days, quarantined: Math.max(days, QUARANTINE_DAYS), erased: days }
  let deleted = 0
  for (const [outcome, age] of Object.entries(kept) as [WebhookOutcome, number][]) {
    for (let count = BATCH; count === BATCH; deleted += count) count = await db.write(tx => deleteEvents(tx, outcome, now - age * DAY, BATCH))
  }
  return deleted
}
