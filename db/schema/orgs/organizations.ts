import { sql } from 'drizzle-orm'
import { versionColumns } from '../columns'
import type { Kit } from '../kit'

/** Clerk organizations. A slug can be changed and used again by another one, so it is no key. */
export const organizationsTable = (kit: Kit) => kit.table('organizations', {
  /** `org_…` */
  id: kit.text('id').primaryKey(),
  slug: kit.text('slug'),
  name: kit.text('name').notNull(),
  imageUrl: kit.text('image_url').notNull(),
  hasImage: kit.boolean('has_image').notNull(),
  /** As Clerk gives it: 0 means unlimited. */
  maxAllowedMemberships: kit.integer('max_allowed_memberships'),
  createdAt: kit.integer('created_at').notNull(),
  /** Since when members and invitations are known in full; null while only parts of it have been seen. */
  filledAt: kit.integer('filled_at'),
  ...versionColumns(kit),
  /** The key of the role set whose roles people of it can be given; null where Clerk names none. */
  roleSetKey: kit.text('role_set_key'),
}, table => [
  kit.index('organizations_slug').on(table.slug).where(sql`deleted_at is null`),
])

/** One mirrored organization. */
export type OrganizationRow = ReturnType<typeof organizationsTable>['$inferSelect']
