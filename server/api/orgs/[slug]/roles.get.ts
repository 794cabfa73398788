import { listRoles } from '../../../services/people/roles'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/roles — roles as Clerk defines them, with the ones that people here can be given marked. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, limit: 'clerk' },
  ({ db, clerk, org }) => listRoles({ db, clerk }, org.id),
)
