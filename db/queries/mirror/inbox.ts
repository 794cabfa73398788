import { eq, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { WebhookEventRow } from '../../schema'
import type { Source, Tx } from '../../types'

const insert = prepared(({ write, tables: { webhookEvents } }: Tx) => write.insert(webhookEvents).values({
  svixId: sql.placeholder('svixId'), type: sql.placeholder('type'), eventTime: sql.placeholder('eventTime'),
  receivedAt: sql.placeholder('receivedAt'), payload: sql.placeholder('payload'), outcome: sql.placeholder('outcome'),
  error: sql.placeholder('error'), attempts: sql.placeholder('attempts'),
  userId: sql.placeholder('userId'), invitationId: sql.placeholder('invitationId'),
}).onConflictDoNothing().returning({ svixId: webhookEvents.svixId }))

/** Stores a delivery. False when an event with this `svix-id` is there already; it is left as it was. */
export async function storeWebhookEvent(tx: Tx, event: WebhookEventRow): Promise<boolean> {
  return (await insert(tx).execute({ ...event })).length > 0
}

const byId = prepared(({ read, tables: { webhookEvents } }) => read.select().from(webhookEvents)
  .where(eq(webhookEvents.svixId, sql.placeholder('svixId'))))

/** The inbox entry of a delivery. */
export async function findWebhookEvent(db: Source, svixId: string): Promise<WebhookEventRow | undefined> {
  const [row] = await byId(db).execute({ svixId })
  return row
}
