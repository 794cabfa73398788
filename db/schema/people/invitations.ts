import { sql } from 'drizzle-orm'
import type { InvitationStatus } from '../../../shared/values'
import { versionColumns } from '../columns'
import type { Kit } from '../kit'

/**
 * Invitations to an organization. The link is not kept: it lets its bearer in.
 *
 * No foreign key: an invitation names its organization by id only, and may arrive before it.
 */
export const invitationsTable = (kit: Kit) => kit.table('organization_invitations', {
  /** `orginv_…` */
  id: kit.text('id').primaryKey(),
  organizationId: kit.text('organization_id'),
  emailAddress: kit.text('email_address').notNull(),
  role: kit.text('role').notNull(),
  roleName: kit.text('role_name').notNull(),
  /** As Clerk gave it; a pending one whose `expires_at` has passed counts as expired. */
  status: kit.text('status').$type<InvitationStatus>().notNull(),
  createdAt: kit.integer('created_at').notNull(),
  expiresAt: kit.integer('expires_at'),
  ...versionColumns(kit),
  /** Who accepted it: their end erases the address. */
  userId: kit.text('user_id'),
}, table => [
  kit.index('organization_invitations_page').on(table.organizationId, table.createdAt, table.id).where(sql`deleted_at is null`),
  kit.index('organization_invitations_user').on(table.userId),
])

/** One mirrored invitation. */
export type InvitationRow = ReturnType<typeof invitationsTable>['$inferSelect']
