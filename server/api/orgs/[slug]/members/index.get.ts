import { listMembers } from '../../../../../db'
import { memberListQuerySchema } from '../../../../../shared/schemas/member'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/members — members from the mirror: search by `query`, one `role`, in the order of `sort`, page by `cursor`. */
export default defineOrgHandler(
  { scope: 'members:read', requires: { permission: 'org:sys_memberships:read' }, query: memberListQuerySchema },
  ({ db, org, query }) => listMembers(db, org.id, query),
)
