import { sql } from 'drizzle-orm'
import { versionColumns } from '../columns'
import type { Kit } from '../kit'
import type { organizationsTable } from '../orgs/organizations'
import type { usersTable } from './users'

interface Parents { organizations: ReturnType<typeof organizationsTable>, users: ReturnType<typeof usersTable> }

/**
 * Who is in which organization. The key is Clerk's `orgmem_…` id, because a person who is removed and added again gets
 * a new one.
 *
 * The foreign keys hold in any order of events: a membership carries its organization and its person, which are written
 * first, and rows are never deleted. They are null where an event named only the id, or left the person out.
 */
export const membershipsTable = (kit: Kit, { organizations, users }: Parents) => kit.table('organization_memberships', {
  id: kit.text('id').primaryKey(),
  organizationId: kit.text('organization_id').references(() => organizations.id),
  userId: kit.text('user_id').references(() => users.id),
  role: kit.text('role').notNull(),
  roleName: kit.text('role_name').notNull(),
  /** System and custom permissions of the role, sorted. */
  permissions: kit.json('permissions').$type<string[]>().notNull(),
  createdAt: kit.integer('created_at').notNull(),
  ...versionColumns(kit),
  /** The person's `search_text`, kept here so that a search reads one index of the organization and nobody's row. */
  searchText: kit.text('search_text').notNull().default(''),
}, table => [
  kit.index('organization_memberships_page').on(table.organizationId, table.createdAt, table.id, table.searchText).where(sql`deleted_at is null`),
  // The person first: an index that begins with the organization would be taken for counting members, row by row.
  kit.index('organization_memberships_person').on(table.userId, table.organizationId),
  kit.index('organization_memberships_role').on(table.organizationId, table.role, table.createdAt, table.id).where(sql`deleted_at is null`),
  kit.index('organization_memberships_name').on(table.organizationId, table.searchText, table.id).where(sql`deleted_at is null`),
  kit.index('organization_memberships_ended').on(table.organizationId).where(sql`deleted_at is not null`),
])

/** One mirrored membership, without what is kept of the person. */
export type MembershipRow = Omit<ReturnType<typeof membershipsTable>['$inferSelect'], 'searchText'>
