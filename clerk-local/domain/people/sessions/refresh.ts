import { createHmac } from 'node:crypto'
import type { Context } from '../../../core/context.ts'
import type { Session } from '../../../core/entities/index.ts'
import { clerkError } from '../../../core/errors.ts'
import { readJwt } from '../../../core/keys/jwt.ts'
import { isLive } from './sessions.ts'

/** Value of the `__refresh_<suffix>` cookie: with it the SDK renews an expired token without a redirect (facts §D). */
export function refreshToken(ctx: Context, session: Session): string {
  return `${session.id}.${createHmac('sha256', ctx.keys.privateKeyPem).update(`refresh ${session.id}`).digest('base64url')}`
}

/** What the SDK sends of the browser's cookies and of the request they came with. */
export interface RefreshRequest {
  sessionId: string
  expiredToken: string
  refreshToken: string
  requestOrigin: string
}

/** The session whose token may be renewed, or 401 in the words of Clerk's error index. */
export function requireRefreshable(ctx: Context, request: RefreshRequest): { session: Session, azp: string } {
  const refuse = (code: string, message: string, longMessage = message) => clerkError(401, code, message, longMessage)
  const claims = readJwt(ctx.keys, request.expiredToken)
  if (!claims) throw refuse('expired_session_token_invalid', 'Invalid expired_token param', 'The session token provided could not be successfully verified')
  if (typeof claims.sid !== 'string') throw refuse('expired_session_token_missing_sid', 'missing \'sid\' claim', 'No \'sid\' claim present in the provided expired session token')
  if (claims.sid !== request.sessionId) throw refuse('session_refresh_sid_mismatch', 'session id mismatch', 'The session id of the request does not match the \'sid\' claim of expired_token')
  if (typeof claims.azp !== 'string') throw refuse('expired_session_token_missing_azp', 'missing \'azp\' claim', 'No \'azp\' claim present in the provided expired session token')
  if (!URL.canParse(request.requestOrigin)) throw refuse('refresh_request_origin_invalid', 'Request origin is invalid', 'The request_origin parameter could not be parsed')
  if (claims.azp !== request.requestOrigin) throw refuse('refresh_request_origin_azp_mismatch', 'Request origin does not match azp claim', 'The request_origin parameter does not match the \'azp\' claim of expired_token')
  const session = ctx.store.sessions.get(claims.sid)
  if (!session) throw refuse('session_refresh_session_not_found', 'Session not found', `No session was found with id ${claims.sid}`)
  if (request.refreshToken !== refreshToken(ctx, session)) throw refuse('session_refresh_token_invalid', 'refresh token invalid', 'The provided refresh token is not valid for this session')
  if (!isLive(ctx, session)) throw refuse('session_refresh_inactive_session', 'session inactive', 'The provided session is not active')
  return { session, azp: claims.azp }
}
