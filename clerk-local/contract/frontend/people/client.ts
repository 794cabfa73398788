import type { FrontendMutation, FrontendRead } from '../../objects/answers.ts'
import type { ClientObject } from '../../objects/people/client.ts'
import type { Operations } from '../../operations.ts'

export const clientOperations = {
  getClient: 'GET /client',
  putClient: 'PUT /client',
  postClient: 'POST /client',
  deleteClientSessions: 'DELETE /client',
  removeClientSessionsAndRetainCookie: 'DELETE /client/sessions',
} as const satisfies Operations

export interface ClientAnswers {
  getClient: FrontendRead<ClientObject>
  putClient: FrontendRead<ClientObject>
  postClient: FrontendRead<ClientObject>
  deleteClientSessions: FrontendMutation<ClientObject>
  removeClientSessionsAndRetainCookie: FrontendMutation<ClientObject>
}
