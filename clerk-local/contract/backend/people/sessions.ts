import type { BackendList } from '../../objects/answers.ts'
import type { SessionObject, TokenObject } from '../../objects/people/session.ts'
import type { Operations } from '../../operations.ts'

export const sessionOperations = {
  GetSessionList: 'GET /sessions',
  createSession: 'POST /sessions',
  GetSession: 'GET /sessions/{session_id}',
  RefreshSession: 'POST /sessions/{session_id}/refresh',
  RevokeSession: 'POST /sessions/{session_id}/revoke',
  CreateSessionToken: 'POST /sessions/{session_id}/tokens',
  CreateSessionTokenFromTemplate: 'POST /sessions/{session_id}/tokens/{template_name}',
  /** Not in the specification any more; the SDK still has it (`sessions.verifySession`). */
  VerifySession: 'POST /sessions/{session_id}/verify',
} as const satisfies Operations

export interface SessionAnswers {
  /** A page when asked for with `paginated=true`. */
  GetSessionList: SessionObject[] | BackendList<SessionObject>
  createSession: SessionObject
  GetSession: SessionObject
  RefreshSession: TokenObject | { object: 'cookies', cookies: string[] }
  RevokeSession: SessionObject
  CreateSessionToken: TokenObject
  CreateSessionTokenFromTemplate: TokenObject
  VerifySession: SessionObject
}
