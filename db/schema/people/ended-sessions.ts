import type { Kit } from '../kit'

/** Sessions that Clerk ended: a token of theirs that lives on counts no more. */
export const endedSessionsTable = ({ table, text, integer }: Kit) => table('ended_sessions', {
  /** `sess_…` */
  id: text('id').primaryKey(),
  /** In ms since 1970. */
  endedAt: integer('ended_at').notNull(),
})

/** The end of one session. */
export type EndedSessionRow = ReturnType<typeof endedSessionsTable>['$inferSelect']
