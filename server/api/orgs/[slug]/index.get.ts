import { completeContext } from '../../../services/orgs/context'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** GET /api/orgs/:slug — the organization, the caller's standing in it, seats, and who can help. */
export default defineOrgHandler({}, ({ db, org, user, evidence }) => completeContext(db, { org, user, evidence }))
