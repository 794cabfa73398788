import { sql } from 'drizzle-orm'
import { versionColumns } from '../columns'
import type { Kit } from '../kit'

/** Domains that an organization has claimed. The address that proved one is not kept: it belongs to a person. */
export const domainsTable = (kit: Kit) => kit.table('organization_domains', {
  /** `orgdmn_…` */
  id: kit.text('id').primaryKey(),
  organizationId: kit.text('organization_id'),
  name: kit.text('name').notNull(),
  enrollmentMode: kit.text('enrollment_mode'),
  /** How the affiliation is proved and how far that is, such as `verified`; null where it was never tried. */
  verificationStatus: kit.text('verification_status'),
  verificationStrategy: kit.text('verification_strategy'),
  createdAt: kit.integer('created_at').notNull(),
  ...versionColumns(kit),
}, table => [
  kit.index('organization_domains_page').on(table.organizationId, table.createdAt, table.id).where(sql`deleted_at is null`),
])

/** One mirrored domain. */
export type DomainRow = ReturnType<typeof domainsTable>['$inferSelect']
