import { memberParamsSchema } from '../../../../../shared/schemas/member'
import { getMember } from '../../../../services/members'
import { defineOrgHandler } from '../../../../utils/org-handler'

/** GET /api/orgs/:slug/members/:userId — one member. */
export default defineOrgHandler({ requires: { permission: 'org:sys_memberships:read' }, params: memberParamsSchema }, ({ db, org, params }) =>
  getMember(db, org.id, params.userId))
