import type { BackendList } from '../objects/answers.ts'
import type { ApiKeyObject } from '../objects/instance/api-key.ts'
import type { Operations } from '../operations.ts'

/** Without `/v1`, and answered bare: clerk-js calls them with the session token instead of the browser's cookie. */
export const apiKeyOperations = {
  getApiKeys: 'GET /api_keys',
  createApiKey: 'POST /api_keys',
  updateApiKey: 'PATCH /api_keys/{apiKeyID}',
  revokeApiKey: 'POST /api_keys/{apiKeyID}/revoke',
} as const satisfies Operations

export interface ApiKeyAnswers {
  getApiKeys: BackendList<ApiKeyObject>
  /** 201 with a `NewApiKeyObject`. */
  createApiKey: Response
  updateApiKey: ApiKeyObject
  revokeApiKey: ApiKeyObject
}
