import type { FrontendMutation } from '../../objects/answers.ts'
import type { ClientSessionObject, DeviceSessionObject, TokenObject } from '../../objects/people/session.ts'
import type { Operations } from '../../operations.ts'

export const sessionOperations = {
  getSession: 'GET /client/sessions/{session_id}',
  touchSession: 'POST /client/sessions/{session_id}/touch',
  endSession: 'POST /client/sessions/{session_id}/end',
  removeSession: 'POST /client/sessions/{session_id}/remove',
  createSessionToken: 'POST /client/sessions/{session_id}/tokens',
  createSessionTokenWithTemplate: 'POST /client/sessions/{session_id}/tokens/{template_name}',
  getUsersSessions: 'GET /me/sessions',
  getSessions: 'GET /me/sessions/active',
  revokeSession: 'POST /me/sessions/{session_id}/revoke',
} as const satisfies Operations

export interface SessionAnswers {
  getSession: FrontendMutation<ClientSessionObject>
  touchSession: FrontendMutation<ClientSessionObject>
  endSession: FrontendMutation<ClientSessionObject>
  removeSession: FrontendMutation<ClientSessionObject>
  createSessionToken: TokenObject
  createSessionTokenWithTemplate: TokenObject
  getUsersSessions: ClientSessionObject[]
  getSessions: DeviceSessionObject[]
  revokeSession: FrontendMutation<ClientSessionObject>
}
