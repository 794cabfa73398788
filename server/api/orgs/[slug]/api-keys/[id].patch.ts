import { apiKeyParamsSchema, updateApiKeySchema } from '../../../../../shared/schemas/api-key'
import { changeScopes } from '../../../../services/admin/api-keys'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** PATCH /api/orgs/:slug/api-keys/:id — changes what a key may read. */
export default defineOrgHandler(
  { requires: { permission: 'org:sys_api_keys:manage', feature: 'api_keys' }, params: apiKeyParamsSchema, body: updateApiKeySchema, limit: 'clerk' },
  ({ db, clerk, org, can, params, body }) => changeScopes({ db, clerk }, org.id, can, params.id, body.scopes),
)
