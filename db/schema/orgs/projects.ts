import { sql } from 'drizzle-orm'
import type { Kit } from '../kit'

/** Projects: data of this app's own, the example of a tenant's table. Each query of it names the organization. */
export const projectsTable = ({ table, text, integer, index }: Kit) => table('projects', {
  /** `prj_…` */
  id: text('id').primaryKey(),
  organizationId: text('organization_id').notNull(),
  name: text('name').notNull(),
  /** `user_…` */
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  archivedAt: integer('archived_at'),
  /** Deleted ones can be brought back for a while. */
  deletedAt: integer('deleted_at'),
}, table => [
  index('projects_page').on(table.organizationId, table.createdAt, table.id).where(sql`deleted_at is null`),
])

/** One project. */
export type ProjectRow = ReturnType<typeof projectsTable>['$inferSelect']
