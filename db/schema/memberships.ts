import { index, sqliteTable, text, integer } from 'drizzle-orm/sqlite-core'
import { sql } from 'drizzle-orm'
import { versionColumns } from './columns'
import { organizations } from './organizations'
import { users } from './users'

/**
 * Who is in which organization. The key is Clerk's `orgmem_…` id, because a person who is removed and added again gets
 * a new one.
 *
 * The foreign keys hold in any order of events: a membership carries its organization and its person, which are written
 * first, and rows are never deleted. They are null where an event named only the id, or left the person out.
 */
export const memberships = sqliteTable('organization_memberships', {
  id: text('id').primaryKey(),
  organizationId: text('organization_id').references(() => organizations.id),
  userId: text('user_id').references(() => users.id),
  role: text('role').notNull(),
  roleName: text('role_name').notNull(),
  /** System and custom permissions of the role, sorted. */
  permissions: text('permissions', { mode: 'json' }).$type<string[]>().notNull(),
  createdAt: integer('created_at').notNull(),
  ...versionColumns(),
}, table => [
  index('organization_memberships_page').on(table.organizationId, table.createdAt, table.id).where(sql`deleted_at is null`),
  index('organization_memberships_person').on(table.organizationId, table.userId),
  index('organization_memberships_user').on(table.userId),
])

/** One mirrored membership. */
export type MembershipRow = typeof memberships.$inferSelect
