import type { Kit } from './kit'

/** What became of a delivered event. */
export type WebhookOutcome = 'applied' | 'ignored' | 'quarantined'

/** The inbox: every signed webhook delivery, once. */
export const webhookEventsTable = ({ table, text, integer }: Kit) => table('webhook_events', {
  /** Stable across Svix's retries and replays. */
  svixId: text('svix_id').primaryKey(),
  type: text('type').notNull(),
  /** When it happened at Clerk, in ms; null where the payload did not say. */
  eventTime: integer('event_time'),
  receivedAt: integer('received_at').notNull(),
  /** The body as it was signed. */
  payload: text('payload').notNull(),
  outcome: text('outcome').$type<WebhookOutcome>().notNull(),
  /** Why it was quarantined. */
  error: text('error'),
  /** How often its projection was tried. */
  attempts: integer('attempts').notNull(),
})

/** One inbox entry. */
export type WebhookEventRow = ReturnType<typeof webhookEventsTable>['$inferSelect']
