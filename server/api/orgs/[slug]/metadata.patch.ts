import { updateMetadataSchema } from '../../../../shared/schemas/metadata'
import { mergeMetadata } from '../../../services/metadata'
import { defineOrgHandler } from '../../../utils/org-handler'

/** PATCH /api/orgs/:slug/metadata — merges into the organization's public metadata. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_profile:manage' }, body: updateMetadataSchema, limit: 'clerk' },
  ({ clerk, org, body }) => mergeMetadata(clerk, org.id, body.publicMetadata),
)
