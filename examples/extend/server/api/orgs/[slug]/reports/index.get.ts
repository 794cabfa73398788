import { defineOrgHandler, orgDb } from '#clerk-orgs/server'

/** GET /api/orgs/:slug/reports — the organization's reports, newest first. */
export default defineOrgHandler({ requires: { feature: 'reports' } }, async ({ db, org }) => {
  const rows = await orgDb(db, org.id).list(db.tables.reports, { by: 'createdAt' })
  return rows.map(({ id, title, createdBy, createdAt }) => ({ id, title, createdBy, createdAt }))
})
