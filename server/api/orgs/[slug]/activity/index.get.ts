import { listActivity } from '../../../../../db'
import { activityQuerySchema } from '../../../../../shared/schemas/activity'
import { audiencesOf } from '../../../../services/admin/activity'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/activity — what happened last. It tells no more than the lists that each kind belongs to would. */
export default defineOrgHandler({ scope: 'activity:read', query: activityQuerySchema }, ({ db, org, can, query }) => listActivity(db, org.id, query, audiencesOf(can)))
