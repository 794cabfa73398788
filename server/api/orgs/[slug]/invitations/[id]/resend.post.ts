import { invitationParamsSchema } from '../../../../../../shared/schemas/invitation'
import { resendInvitation } from '../../../../../services/people/invitations'
import { defineOrgHandler } from '../../../../../utils/guard/org-handler'

/** POST /api/orgs/:slug/invitations/:id/resend — revokes an invitation and sends a new one; answers 201 with the new one. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, params: invitationParamsSchema, limit: 'invitations', status: 201 },
  ({ db, clerk, config, org, user, params }) => resendInvitation(
    { db, clerk }, { organizationId: org.id, userId: user.id }, params.id, `${config.appUrl}/invitations/accept`,
  ),
)
