import type { Kit } from '../kit'

/** The outbox: what listeners have still to do about events that are stored. A task that is done is deleted. */
export const webhookTasksTable = ({ table, text, integer, index }: Kit) => table('webhook_tasks', {
  /** `<svix id>:<listener>`: each listener gets an event once. */
  id: text('id').primaryKey(),
  svixId: text('svix_id').notNull(),
  listener: text('listener').notNull(),
  /** How often it was begun. */
  attempts: integer('attempts').notNull(),
  /** When it is tried next, in ms; null when it was given up. */
  dueAt: integer('due_at'),
  /** Why it failed last. */
  error: text('error'),
  createdAt: integer('created_at').notNull(),
}, table => [index('webhook_tasks_due').on(table.dueAt)])

/** One task. */
export type WebhookTaskRow = ReturnType<typeof webhookTasksTable>['$inferSelect']
