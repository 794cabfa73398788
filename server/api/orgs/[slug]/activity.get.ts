import { latestActivity } from '../../../../db'
import { defineOrgHandler } from '../../../utils/org-handler'

/** GET /api/orgs/:slug/activity — what happened last. It tells no more than the lists of members and invitations would. */
export default defineOrgHandler({}, ({ db, org, can }) => latestActivity(db, org.id, 8, {
  members: can({ permission: 'org:sys_memberships:read' }),
  invitations: can({ permission: 'org:sys_memberships:manage' }),
}))
