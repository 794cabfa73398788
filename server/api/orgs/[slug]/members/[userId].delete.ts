import { memberParamsSchema } from '../../../../../shared/schemas/member'
import { removeMember } from '../../../../services/people/members'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** DELETE /api/orgs/:slug/members/:userId — removes a member; answers 204. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, params: memberParamsSchema, limit: 'clerk', status: 204 },
  ({ db, clerk, org, user, params }) => removeMember(
    { db, clerk }, { organizationId: org.id, userId: user.id }, params.userId,
  ),
)
