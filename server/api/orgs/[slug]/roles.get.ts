import type { Page } from '../../../../shared/schemas/common'
import type { Role } from '../../../../shared/schemas/role'
import { listRoles } from '../../../services/roles'
import { defineOrgHandler } from '../../../utils/org-handler'

/** GET /api/orgs/:slug/roles — the roles people can be given, as Clerk defines them. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_memberships:manage' }, limit: 'clerk' },
  async ({ clerk }): Promise<Page<Role>> => listRoles(clerk),
)
