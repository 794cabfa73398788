import { versionColumns } from '../columns'
import type { Kit } from '../kit'

/** Connections to identity providers. Clerk sends no events about them. Certificates, keys and endpoints are not kept. */
export const connectionsTable = (kit: Kit) => kit.table('enterprise_connections', {
  /** `ent_…` or whatever Clerk calls it. */
  id: kit.text('id').primaryKey(),
  organizationId: kit.text('organization_id'),
  name: kit.text('name').notNull(),
  /** Such as `saml_okta`. */
  provider: kit.text('provider').notNull(),
  /** People with an address of these sign in through it. */
  domains: kit.json('domains').$type<string[]>().notNull(),
  active: kit.boolean('active').notNull(),
  syncUserAttributes: kit.boolean('sync_user_attributes').notNull(),
  disableAdditionalIdentifications: kit.boolean('disable_additional_identifications').notNull(),
  createdAt: kit.integer('created_at').notNull(),
  ...versionColumns(kit),
}, table => [
  kit.index('enterprise_connections_page').on(table.organizationId, table.createdAt, table.id),
])

/** One mirrored connection. */
export type ConnectionRow = ReturnType<typeof connectionsTable>['$inferSelect']
