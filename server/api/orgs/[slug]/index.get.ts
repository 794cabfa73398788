import { completeContext } from '../../../services/context'
import { defineOrgHandler } from '../../../utils/org-handler'

/** GET /api/orgs/:slug — the organization, the caller's standing in it, seats, and who can help. */
export default defineOrgHandler({}, ({ db, org, user, evidence }) => completeContext(db, { org, user, evidence }))
