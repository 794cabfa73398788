import { memberParamsSchema } from '../../../../../shared/schemas/member'
import { removeMember } from '../../../../services/members'
import { defineOrgHandler } from '../../../../utils/org-handler'

/** DELETE /api/orgs/:slug/members/:userId — removes a member; answers 204. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, params: memberParamsSchema, status: 204 },
  ({ db, clerk, organization, viewer, params }) => removeMember(
    { db, clerk }, { organizationId: organization.id, userId: viewer.userId }, params.userId,
  ),
)
