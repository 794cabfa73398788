import { listEnterpriseConnections } from '../../../services/enterprise-connections'
import { defineOrgHandler } from '../../../utils/org-handler'

/** GET /api/orgs/:slug/enterprise-connections — the organization's single sign-on connections. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_entconns:manage', feature: 'sso' } },
  ({ db, clerk, org }) => listEnterpriseConnections({ db, clerk }, org.id),
)
