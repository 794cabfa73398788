import { changeMemberSchema, memberParamsSchema } from '../../../../../shared/schemas/member'
import { changeRole } from '../../../../services/people/members'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** PATCH /api/orgs/:slug/members/:userId — gives a member another role; answers the member. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, params: memberParamsSchema, body: changeMemberSchema, limit: 'clerk' },
  ({ db, clerk, org, user, params, body }) => changeRole(
    { db, clerk }, { organizationId: org.id, userId: user.id }, params.userId, body.role,
  ),
)
