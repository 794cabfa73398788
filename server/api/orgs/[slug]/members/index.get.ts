import { listMembers } from '../../../../../db'
import { listQuerySchema } from '../../../../../shared/schemas/common'
import { defineOrgHandler } from '../../../../utils/org-handler'

/** GET /api/orgs/:slug/members — members from the mirror, newest first; search by `query`, page by `cursor`. */
export default defineOrgHandler(
  { scope: 'members:read', requires: { permission: 'org:sys_memberships:read' }, query: listQuerySchema },
  ({ db, org, query }) => listMembers(db, org.id, query),
)
