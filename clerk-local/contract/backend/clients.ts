import type { BackendList } from '../objects/answers.ts'
import type { BackendClientObject } from '../objects/backend-client.ts'
import type { Operations } from '../operations.ts'

export const clientOperations = {
  GetClientList: 'GET /clients',
  VerifyClient: 'POST /clients/verify',
  GetClient: 'GET /clients/{client_id}',
} as const satisfies Operations

export interface ClientAnswers {
  /** A page when asked for with `paginated=true`. */
  GetClientList: BackendClientObject[] | BackendList<BackendClientObject>
  VerifyClient: BackendClientObject
  GetClient: BackendClientObject
}
