import { updateMetadataSchema } from '../../../../shared/schemas/metadata'
import { mergeMetadata } from '../../../services/orgs/metadata'
import { defineOrgHandler } from '../../../utils/guard/org-handler'

/** PATCH /api/orgs/:slug/metadata — merges into the organization's public metadata. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_profile:manage' }, body: updateMetadataSchema, limit: 'clerk' },
  ({ clerk, org, body }) => mergeMetadata(clerk, org.id, body.publicMetadata),
)
