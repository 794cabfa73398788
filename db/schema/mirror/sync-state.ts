import type { Kit } from '../kit'

/** What long works on the mirror have to remember over a restart, such as how far a scan has come. */
export const syncStateTable = ({ table, text, integer }: Kit) => table('sync_state', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  /** In ms since 1970. */
  updatedAt: integer('updated_at').notNull(),
})

/** One remembered value. */
export type SyncStateRow = ReturnType<typeof syncStateTable>['$inferSelect']
