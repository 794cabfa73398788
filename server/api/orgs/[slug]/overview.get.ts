import { getOverview } from '../../../services/orgs/overview'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/overview — the last days, who joined, and the projects. */
export default defineOrgHandler({}, ({ db, org, can }) => getOverview(db, org, can))
