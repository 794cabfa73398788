import { type Extension, guardTenants, type Kit } from '#clerk-orgs/db'

/** Reports of an organization. */
const reportsTable = ({ table, text, integer, index }: Kit) => table('reports', {
  id: text('id').primaryKey(),
  organizationId: text('organization_id').notNull(),
  title: text('title').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
}, table => [index('reports_page').on(table.organizationId, table.createdAt, table.id)])

const columns = (integer: string) =>
  `id text primary key not null, organization_id text not null, title text not null, created_by text not null, created_at ${integer} not null`
const index = 'create index reports_page on reports (organization_id, created_at, id);'

export const extension = {
  tables: (kit: Kit) => ({ reports: reportsTable(kit) }),
  migrations: {
    sqlite: [{ version: 1, name: '0000_reports', sql: `create table reports (${columns('integer')}) strict; ${index}` }],
    postgresql: [{ version: 1, name: '0000_reports', sql: `create table reports (${columns('bigint')}); ${index} ${guardTenants('reports')}` }],
  },
} satisfies Extension
