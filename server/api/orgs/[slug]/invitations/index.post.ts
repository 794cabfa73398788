import { createInvitationSchema } from '../../../../../shared/schemas/invitation'
import { createInvitation } from '../../../../services/people/invitations'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** POST /api/orgs/:slug/invitations — invites a person by e-mail; answers 201 with the invitation. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, body: createInvitationSchema, limit: 'invitations', status: 201 },
  ({ db, clerk, config, org, user, body }) => createInvitation(
    { db, clerk }, { organizationId: org.id, userId: user.id }, body, `${config.appUrl}/invitations/accept`,
  ),
)
