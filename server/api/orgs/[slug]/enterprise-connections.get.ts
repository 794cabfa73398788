import { listEnterpriseConnections } from '../../../services/admin/enterprise-connections'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/enterprise-connections — the organization's single sign-on connections. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_entconns:manage', feature: 'sso' } },
  ({ db, clerk, org }) => listEnterpriseConnections({ db, clerk }, org.id),
)
