import { removeMember } from '../../../../services/members'
import { defineOrgHandler } from '../../../../utils/org-handler'

/** DELETE /api/orgs/:slug/members/me — leaves the organization; answers 204. */
export default defineOrgHandler(
  { status: 204 },
  ({ db, clerk, organization, viewer: { userId } }) => removeMember({ db, clerk }, { organizationId: organization.id, userId }, userId),
)
