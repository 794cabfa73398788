import { randomUUID } from 'node:crypto'
import { defineOrgHandler, orgDb } from '#clerk-orgs/server'
import { createReportSchema, type Report } from '../../../../../schemas/report'

/** POST /api/orgs/:slug/reports — writes a report; answers 201 with it. */
export default defineOrgHandler({ requires: { permission: 'org:reports:write' }, body: createReportSchema, status: 201 }, async ({ db, org, user, body }): Promise<Report> => {
  const report = { id: `rep_${randomUUID()}`, title: body.title, createdBy: user.id, createdAt: Date.now() }
  await orgDb(db, org.id).write(own => own.insert(db.tables.reports, report))
  return report
})
