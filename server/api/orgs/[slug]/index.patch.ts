import { updateOrganizationSchema } from '../../../../shared/schemas/organization'
import { updateOrganization } from '../../../services/orgs/organizations'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** PATCH /api/orgs/:slug — changes the organization's name or slug. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_profile:manage' }, body: updateOrganizationSchema, limit: 'clerk' },
  ({ db, clerk, org, body }) => updateOrganization({ db, clerk }, org.id, body),
)
