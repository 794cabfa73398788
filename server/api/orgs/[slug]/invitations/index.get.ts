import { listInvitations } from '../../../../../db'
import { invitationListQuerySchema } from '../../../../../shared/schemas/invitation'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/invitations — invitations from the mirror by `status`, newest first. */
export default defineOrgHandler(
  { scope: 'invitations:read', requires: { permission: 'org:sys_memberships:manage' }, query: invitationListQuerySchema },
  ({ db, org, query }) => listInvitations(db, org.id, query),
)
