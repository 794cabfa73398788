import type { BackendClientObject } from '../../contract/objects/people/backend-client.ts'
import type { Context } from '../../core/context.ts'
import type { Client } from '../../core/entities/index.ts'
import { isLive } from '../../domain/people/sessions/sessions.ts'
import { sessionJson } from './session.ts'

/** A browser as the Backend API tells it. */
export function backendClientJson(ctx: Context, client: Client): BackendClientObject {
  const sessions = client.sessionIds.map(id => ctx.store.sessions.get(id)).filter(session => session !== undefined).filter(session => isLive(ctx, session))
  return {
    object: 'client',
    id: client.id,
    session_ids: sessions.map(session => session.id),
    sessions: sessions.map(session => sessionJson(ctx, session)),
    sign_in_id: client.signInId,
    sign_up_id: client.signUpId,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  }
}
