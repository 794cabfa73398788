import { bulkMembersSchema } from '../../../../../shared/schemas/member'
import { actOnMany } from '../../../../services/people/members'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** POST /api/orgs/:slug/members/bulk — gives up to ten members another role, or removes them; answers what became of each. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, body: bulkMembersSchema, limit: 'clerk', cost: ({ userIds }) => userIds.length },
  ({ db, clerk, org, user, body }) => actOnMany({ db, clerk }, { organizationId: org.id, userId: user.id }, body.userIds, body.role),
)
