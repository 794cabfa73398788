import { getOverview } from '../../../services/overview'
import { defineOrgHandler } from '../../../utils/org-handler'

/** GET /api/orgs/:slug/overview — the last days, who joined, and the projects. */
export default defineOrgHandler({}, ({ db, org, can }) => getOverview(db, org, can))
