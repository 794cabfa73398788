import { domainListQuerySchema } from '../../../../shared/schemas/domain'
import { listOrganizationDomains } from '../../../services/admin/domains'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/domains — the organization's domains. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_domains:read' }, query: domainListQuerySchema, limit: 'clerk' },
  ({ db, clerk, org, query }) => listOrganizationDomains({ db, clerk }, org.id, { fresh: query.fresh === 'true' }),
)
