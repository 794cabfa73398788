import type { Context } from '../../../core/context.ts'
import type { Client, Session, User } from '../../../core/entities/index.ts'
import { clerkError } from '../../../core/errors.ts'
import { isLive } from '../sessions/sessions.ts'

/** 403 for the banned and the locked; call it before anything changes for them. */
export function requireUnblocked(user: User): void {
  if (user.banned) throw clerkError(403, 'user_banned', 'User banned', 'This account has been banned.')
  if (user.locked) throw clerkError(403, 'user_locked', 'Account locked', 'Your account is locked. You will be able to try again later.')
}

/** Sessions of a browser that are signed in, oldest first. */
export function liveSessions(ctx: Context, client: Client): Session[] {
  return client.sessionIds.map(id => ctx.store.sessions.get(id)).filter(s => s !== undefined).filter(s => isLive(ctx, s))
}

/** 400 when the person is signed in on this browser already; in single-session mode, when anybody is. */
export function requireNotSignedIn(ctx: Context, client: Client, user: User): void {
  const sessions = liveSessions(ctx, client)
  const session = sessions.find(s => s.userId === user.id)
  if (session) throw clerkError(400, 'identifier_already_signed_in', 'You\'re already signed in', 'You\'re already signed in', { param_name: 'identifier', session_id: session.id })
  if (sessions.length && ctx.settings.signIn.singleSession) {
    throw clerkError(400, 'session_exists', 'Session already exists', 'You\'re currently in single session mode. You can only be signed into one account at a time.')
  }
}
