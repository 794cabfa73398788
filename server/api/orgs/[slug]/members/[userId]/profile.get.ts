import { memberParamsSchema } from '../../../../../../shared/schemas/member'
import { getMemberProfile } from '../../../../../services/people/member-profile'
import { defineOrgHandler } from '../../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/members/:userId/profile — one member with how they joined and the roles they have had. */
export default defineOrgHandler({ requires: { permission: 'org:sys_memberships:manage' }, params: memberParamsSchema }, ({ db, org, params }) =>
  getMemberProfile(db, org, params.userId))
