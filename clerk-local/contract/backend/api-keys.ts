import type { BackendList, DeletedObject } from '../objects/answers.ts'
import type { ApiKeyObject, NewApiKeyObject } from '../objects/instance/api-key.ts'
import type { Operations } from '../operations.ts'

export const apiKeyOperations = {
  createApiKey: 'POST /api_keys',
  getApiKeys: 'GET /api_keys',
  getApiKey: 'GET /api_keys/{apiKeyID}',
  updateApiKey: 'PATCH /api_keys/{apiKeyID}',
  deleteApiKey: 'DELETE /api_keys/{apiKeyID}',
  getApiKeySecret: 'GET /api_keys/{apiKeyID}/secret',
  revokeApiKey: 'POST /api_keys/{apiKeyID}/revoke',
  verifyApiKey: 'POST /api_keys/verify',
} as const satisfies Operations

export interface ApiKeyAnswers {
  createApiKey: NewApiKeyObject
  getApiKeys: BackendList<ApiKeyObject>
  getApiKey: ApiKeyObject
  updateApiKey: ApiKeyObject
  deleteApiKey: DeletedObject
  getApiKeySecret: { secret: string }
  revokeApiKey: ApiKeyObject
  verifyApiKey: ApiKeyObject
}
