import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { sql } from 'drizzle-orm'
import type { InvitationStatus } from '../../shared/schemas/invitation'
import { versionColumns } from './columns'

/**
 * Invitations to an organization. The link is not kept: it lets its bearer in.
 *
 * No foreign key: an invitation names its organization by id only, and may arrive before it.
 */
export const invitations = sqliteTable('organization_invitations', {
  /** `orginv_…` */
  id: text('id').primaryKey(),
  organizationId: text('organization_id'),
  emailAddress: text('email_address').notNull(),
  role: text('role').notNull(),
  roleName: text('role_name').notNull(),
  /** As Clerk gave it; a pending one whose `expires_at` has passed counts as expired. */
  status: text('status').$type<InvitationStatus>().notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at'),
  ...versionColumns(),
}, table => [
  index('organization_invitations_page').on(table.organizationId, table.createdAt, table.id).where(sql`deleted_at is null`),
])

/** One mirrored invitation. */
export type InvitationRow = typeof invitations.$inferSelect
