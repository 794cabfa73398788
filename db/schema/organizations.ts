import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionColumns } from './columns'

/** Clerk organizations. A slug can be changed and used again by another one, so it is no key. */
export const organizations = sqliteTable('organizations', {
  /** `org_…` */
  id: text('id').primaryKey(),
  slug: text('slug'),
  name: text('name').notNull(),
  imageUrl: text('image_url').notNull(),
  hasImage: integer('has_image', { mode: 'boolean' }).notNull(),
  /** As Clerk gives it: 0 means unlimited. */
  maxAllowedMemberships: integer('max_allowed_memberships'),
  createdAt: integer('created_at').notNull(),
  /** Since when members and invitations are known in full; null while only parts of it have been seen. */
  filledAt: integer('filled_at'),
  ...versionColumns(),
  /** The key of the role set whose roles people of it can be given; null where Clerk names none. */
  roleSetKey: text('role_set_key'),
}, table => [
  index('organizations_slug').on(table.slug).where(sql`deleted_at is null`),
])

/** One mirrored organization. */
export type OrganizationRow = typeof organizations.$inferSelect
