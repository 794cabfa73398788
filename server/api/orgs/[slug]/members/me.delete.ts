import { removeMember } from '../../../../services/people/members'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** DELETE /api/orgs/:slug/members/me — leaves the organization; answers 204. */
export default defineOrgHandler(
  { limit: 'clerk', status: 204 },
  ({ db, clerk, org, user }) => removeMember({ db, clerk }, { organizationId: org.id, userId: user.id }, user.id),
)
