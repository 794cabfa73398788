import { getOverview } from '../../../services/overview'
import { defineOrgHandler } from '../../../utils/org-handler'

/** GET /api/orgs/:slug — the organization, the caller's standing in it, its seats and latest activity. */
export default defineOrgHandler({}, ({ db, organization, viewer }) => getOverview(db, organization, viewer))
