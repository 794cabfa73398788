import type { BackendList } from '../../objects/answers.ts'
import type { BackendClientObject } from '../../objects/people/backend-client.ts'
import type { Operations } from '../../operations.ts'

export const clientOperations = {
  GetClientList: 'GET /clients',
  VerifyClient: 'POST /clients/verify',
  /** Not in the specification; the SDK calls it where a handshake came with a nonce (`clients.getHandshakePayload`). */
  GetHandshakePayload: 'GET /clients/handshake_payload',
  GetClient: 'GET /clients/{client_id}',
} as const satisfies Operations

export interface ClientAnswers {
  /** A page when asked for with `paginated=true`. */
  GetClientList: BackendClientObject[] | BackendList<BackendClientObject>
  VerifyClient: BackendClientObject
  GetHandshakePayload: { directives: string[] }
  GetClient: BackendClientObject
}
