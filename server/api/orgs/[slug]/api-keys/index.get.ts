import { listApiKeys } from '../../../../services/admin/api-keys'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/api-keys — the organization's valid API keys and what each may read; never a secret. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_api_keys:read', feature: 'api_keys' }, limit: 'clerk' },
  ({ clerk, org }) => listApiKeys({ clerk }, org.id),
)
