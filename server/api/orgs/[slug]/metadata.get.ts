import { findMetadata } from '../../../services/orgs/metadata'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/metadata — the organization's public metadata, asked of Clerk. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_profile:manage' }, limit: 'clerk' },
  ({ clerk, org }) => findMetadata(clerk, org.id),
)
