import { activityFilterSchema } from '../../../../../shared/schemas/activity'
import { activityColumns, activityRows, audiencesOf } from '../../../../services/admin/activity'
import { sendCsv } from '../../../../utils/http/csv'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/activity/export — what happened, as a CSV file. It tells no more than the list does. */
export default defineOrgHandler({ query: activityFilterSchema, limit: 'exports' }, async ({ event, db, org, can, query }) =>
  sendCsv(event, `activity-of-${org.slug ?? org.id}`, activityColumns, activityRows(db, org.id, query, audiencesOf(can))))
