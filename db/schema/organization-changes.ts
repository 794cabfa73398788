import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ChangeKind } from '../../shared/schemas/change'

/** The log that open browsers follow: what changed in which organization, for an hour. Holds ids and no content. */
export const organizationChanges = sqliteTable('organization_changes', {
  /** Microseconds since 1970, moved on where that is taken: rises in the order of commits, and tells its own age. */
  id: integer('id').primaryKey(),
  organizationId: text('organization_id').notNull(),
  kind: text('kind').$type<ChangeKind>().notNull(),
  /** Whom a change of members is about. */
  userId: text('user_id'),
}, table => [
  index('organization_changes_follow').on(table.organizationId, table.id),
])

/** One entry of the log. */
export type OrganizationChangeRow = typeof organizationChanges.$inferSelect
