import { and, asc, count, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { WebhookEventRow, WebhookOutcome } from '../../schema'
import type { Source, Tables, Tx } from '../../types'

const outcomes: readonly WebhookOutcome[] = ['applied', 'ignored', 'quarantined', 'erased']

const counted = prepared(({ read, tables: { webhookEvents } }) => read.select({ count: count() }).from(webhookEvents)
  .where(eq(webhookEvents.outcome, sql.placeholder('outcome'))))

/** How many events the inbox holds, by what became of them. */
export async function countEvents(db: Source): Promise<Record<WebhookOutcome, number>> {
  const counts: Partial<Record<WebhookOutcome, number>> = {}
  for (const outcome of outcomes) counts[outcome] = (await counted(db).execute({ outcome }))[0]?.count ?? 0
  return counts as Record<WebhookOutcome, number>
}

const withoutPayload = ({ webhookEvents: { svixId, type, eventTime, receivedAt, outcome, error, attempts } }: Tables) =>
  ({ svixId, type, eventTime, receivedAt, outcome, error, attempts })

/** An inbox entry as operators see it. What Clerk said of people stays inside. */
export type EventFacts = Omit<WebhookEventRow, 'payload' | 'userId' | 'invitationId'>

const newestOf = prepared(({ read, tables }) => read.select(withoutPayload(tables)).from(tables.webhookEvents)
  .where(eq(tables.webhookEvents.outcome, sql.placeholder('outcome')))
  .orderBy(desc(tables.webhookEvents.receivedAt)).limit(sql.placeholder('limit')))

/** The newest events with an outcome. */
export async function listEvents(db: Source, outcome: WebhookOutcome, limit: number): Promise<EventFacts[]> {
  return newestOf(db).execute({ outcome, limit })
}

/** The event that was received last. */
export async function lastEvent(db: Source): Promise<EventFacts | undefined> {
  const newest: EventFacts[] = []
  for (const outcome of outcomes) newest.push(...await listEvents(db, outcome, 1))
  return newest.sort((a, b) => b.receivedAt - a.receivedAt)[0]
}

const quarantined = prepared(({ read, tables: { webhookEvents } }) => read.select({ svixId: webhookEvents.svixId }).from(webhookEvents)
  .where(and(eq(webhookEvents.outcome, 'quarantined'), gt(webhookEvents.svixId, sql.placeholder('after'))))
  .orderBy(asc(webhookEvents.svixId)).limit(sql.placeholder('limit')))

/** Ids of events in quarantine after an id, in the order of their ids. */
export async function listQuarantinedIds(db: Source, after: string, limit: number): Promise<string[]> {
  return (await quarantined(db).execute({ after, limit })).map(({ svixId }) => svixId)
}

const retried = prepared(({ write, tables: { webhookEvents } }: Tx) => write.update(webhookEvents)
  .set({ outcome: sql`${sql.placeholder('outcome')}`, error: sql`${sql.placeholder('error')}`, attempts: sql`${webhookEvents.attempts} + 1` })
  .where(eq(webhookEvents.svixId, sql.placeholder('svixId'))))

/** Notes what became of an event that was projected once more. */
export async function noteAttempt(tx: Tx, svixId: string, outcome: WebhookOutcome, error: string | null): Promise<void> {
  await retried(tx).execute({ svixId, outcome, error })
}

const old = prepared(({ write, tables: { webhookEvents } }: Tx) => write.delete(webhookEvents)
  .where(inArray(webhookEvents.svixId, write.select({ svixId: webhookEvents.svixId }).from(webhookEvents)
    .where(and(eq(webhookEvents.outcome, sql.placeholder('outcome')), lt(webhookEvents.receivedAt, sql.placeholder('before'))))
    .limit(sql.placeholder('limit'))))
  .returning({ svixId: webhookEvents.svixId }))

/** Deletes some of the events with an outcome that were received before a time. Returns how many. */
export async function deleteEvents(tx: Tx, outcome: WebhookOutcome, before: number, limit: number): Promise<number> {
  return (await old(tx).execute({ outcome, before, limit })).length
}
