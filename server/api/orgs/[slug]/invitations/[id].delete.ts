import { invitationParamsSchema } from '../../../../../shared/schemas/invitation'
import { revokeInvitation } from '../../../../services/people/invitations'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** DELETE /api/orgs/:slug/invitations/:id — revokes a pending invitation; answers it as it stands now. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, params: invitationParamsSchema, limit: 'clerk' },
  ({ db, clerk, org, user, params }) => revokeInvitation(
    { db, clerk }, { organizationId: org.id, userId: user.id }, params.id,
  ),
)
