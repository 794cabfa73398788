import { deleteOrganization } from '../../../services/orgs/organizations'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** DELETE /api/orgs/:slug — ends the organization with everything in it. */
export default defineOrgHandler({ requires: { permission: 'org:sys_profile:delete' }, limit: 'clerk', status: 204 }, ({ db, clerk, org }) =>
  deleteOrganization({ db, clerk }, org.id))
