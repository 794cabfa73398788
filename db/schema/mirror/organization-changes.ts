import type { ChangeKind } from '../../../shared/schemas/change'
import type { Kit } from '../kit'

/** The log that open browsers follow: what changed in which organization, for an hour. Holds ids and no content. */
export const organizationChangesTable = ({ table, text, integer, index }: Kit) => table('organization_changes', {
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
export type OrganizationChangeRow = ReturnType<typeof organizationChangesTable>['$inferSelect']
