import { memberParamsSchema } from '../../../../../shared/schemas/member'
import { getMember } from '../../../../services/people/members'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/members/:userId — one member. */
export default defineOrgHandler({ requires: { permission: 'org:sys_memberships:read' }, params: memberParamsSchema }, ({ db, org, params }) =>
  getMember(db, org.id, params.userId))
