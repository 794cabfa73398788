import { invitationParamsSchema } from '../../../../../../shared/schemas/invitation'
import { invitationLink } from '../../../../../services/people/invitations'
import { defineOrgHandler } from '../../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/invitations/:id/link — the link of a pending invitation, to be handed over in another way than by mail. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, params: invitationParamsSchema, limit: 'clerk' },
  ({ db, clerk, org, user, params }) => invitationLink({ db, clerk }, { organizationId: org.id, userId: user.id }, params.id),
)
