import { defineWebhookListener, orgDb } from '#clerk-orgs/server'

/** A new organization finds a first report. */
export default defineWebhookListener('organization.created', {
  name: 'welcome-report',
  async run({ data: { id, name, created_by: createdBy = '' } }, { db, svixId }) {
    await orgDb(db, id).write(async (own) => {
      // A second time, after a crash, finds it there.
      const report = { id: `rep_${svixId}`, title: `Welcome to ${name}`, createdBy, createdAt: Date.now() }
      if (!await own.find(db.tables.reports, report.id)) await own.insert(db.tables.reports, report)
    })
  },
})
