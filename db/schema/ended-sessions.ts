import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Sessions that Clerk ended: a token of theirs that lives on counts no more. */
export const endedSessions = sqliteTable('ended_sessions', {
  /** `sess_…` */
  id: text('id').primaryKey(),
  /** In ms since 1970. */
  endedAt: integer('ended_at').notNull(),
})

/** The end of one session. */
export type EndedSessionRow = typeof endedSessions.$inferSelect
