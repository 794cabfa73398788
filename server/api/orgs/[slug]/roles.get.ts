import { listRoles } from '../../../services/roles'
import { defineOrgHandler } from '../../../utils/org-handler'

/** GET /api/orgs/:slug/roles — roles as Clerk defines them, with the ones that people here can be given marked. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, limit: 'clerk' },
  ({ db, clerk, org }) => listRoles({ db, clerk }, org.id),
)
