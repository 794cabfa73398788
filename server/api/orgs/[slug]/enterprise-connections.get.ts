import { listEnterpriseConnections } from '../../../services/enterprise-connections'
import { defineOrgHandler } from '../../../utils/org-handler'

/** GET /api/orgs/:slug/enterprise-connections — the organization's single sign-on connections, as Clerk has them. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_entconns:manage', feature: 'sso' }, limit: 'clerk' },
  ({ clerk, org }) => listEnterpriseConnections(clerk, org.id),
)
