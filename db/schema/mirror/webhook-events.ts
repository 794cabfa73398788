import { sql } from 'drizzle-orm'
import type { Kit } from '../kit'

/** What became of a delivered event. `erased`: whom it was about is gone, and so is its payload. */
export type WebhookOutcome = 'applied' | 'ignored' | 'quarantined' | 'erased'

/** The inbox: every signed webhook delivery, once. */
export const webhookEventsTable = ({ table, text, integer, index }: Kit) => table('webhook_events', {
  /** Stable across Svix's retries and replays. */
  svixId: text('svix_id').primaryKey(),
  type: text('type').notNull(),
  /** When it happened at Clerk, in ms; null where the payload did not say. */
  eventTime: integer('event_time'),
  receivedAt: integer('received_at').notNull(),
  /** The body as it was signed, without what is not to be kept. */
  payload: text('payload').notNull(),
  outcome: text('outcome').$type<WebhookOutcome>().notNull(),
  /** Why it was quarantined. */
  error: text('error'),
  /** How often its projection was tried. */
  attempts: integer('attempts').notNull(),
  /** Whom it is about, whose end erases it. */
  userId: text('user_id'),
  /** The invitation it is about: its address is that of who accepts it. */
  invitationId: text('invitation_id'),
}, table => [
  index('webhook_events_user').on(table.userId),
  index('webhook_events_invitation').on(table.invitationId).where(sql`invitation_id is not null`),
  index('webhook_events_outcome').on(table.outcome, table.receivedAt),
])

/** One inbox entry. */
export type WebhookEventRow = ReturnType<typeof webhookEventsTable>['$inferSelect']
