import { findSubscription } from '../../../services/orgs/subscription'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/subscription — the plan, its period, and whether it is paid. */
export default defineOrgHandler({ requires: { permission: 'org:sys_billing:read' } }, ({ db, org }) => findSubscription(db, org.id))
