import { bulkInvitationSchema } from '../../../../../shared/schemas/invitation'
import { inviteMany } from '../../../../services/people/invitations'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** POST /api/orgs/:slug/invitations/bulk — invites up to ten people; answers what became of each. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, body: bulkInvitationSchema, limit: 'invitations', cost: ({ invitations }) => invitations.length },
  ({ db, clerk, config, org, user, body }) => inviteMany(
    { db, clerk }, { organizationId: org.id, userId: user.id }, body.invitations, `${config.appUrl}/invitations/accept`,
  ),
)
