import type { SessionAnswers, sessionOperations } from '../../contract/frontend/people/sessions.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { notFound, organizationNotFound, signedOut } from '../../core/errors.ts'
import { issueTemplateToken } from '../../domain/people/sessions/jwt-templates.ts'
import { requireReverified } from '../../domain/people/sessions/reverification.ts'
import { issueSessionToken } from '../../domain/people/sessions/session-tokens.ts'
import { activeMembership, endSession, isLive, touchSession } from '../../domain/people/sessions/sessions.ts'
import { clientSessionJson, sessionWithActivityJson } from '../../formatters/people/session.ts'
import { keepCookies } from '../browser.ts'
import { appOrigin, type FrontendContext, mutated, requireLiveSession, requireOwnSession } from '../request.ts'

/** Sessions of this browser, and of the person on other devices. */
export const sessionHandlers = (ctx: Context): Handlers<FrontendContext, typeof sessionOperations, SessionAnswers> => ({
  getSession(c, { session_id }) {
    const { client, session } = requireOwnSession(ctx, c, session_id)
    return mutated(ctx, c, client, clientSessionJson(ctx, session, appOrigin(c)))
  },

  touchSession(c, { session_id }) {
    const { client, session } = requireOwnSession(ctx, c, session_id)
    if (!isLive(ctx, session)) throw signedOut()
    touchSession(ctx, session.id, c.get('params').string('active_organization_id'))
    return mutated(ctx, c, client, clientSessionJson(ctx, session, appOrigin(c)))
  },

  endSession: (c, { session_id }) => close(ctx, c, session_id, 'ended'),

  removeSession: (c, { session_id }) => close(ctx, c, session_id, 'removed'),

  createSessionToken(c, { session_id }) {
    const { client, session } = requireOwnSession(ctx, c, session_id)
    if (!isLive(ctx, session)) throw signedOut()
    keepCookies(ctx, c, client)
    const organizationId = c.get('params').string('organization_id')
    if (organizationId && !activeMembership(ctx, session, organizationId)) throw organizationNotFound()
    return { object: 'token', jwt: issueSessionToken(ctx, session, { azp: appOrigin(c), organizationId }) }
  },

  createSessionTokenWithTemplate(c, { session_id, template_name }) {
    const { session } = requireOwnSession(ctx, c, session_id)
    if (!isLive(ctx, session)) throw signedOut()
    return { object: 'token', jwt: issueTemplateToken(ctx, session, template_name, { azp: appOrigin(c) }) }
  },

  getUsersSessions(c) {
    // Tokens of other devices stay with them.
    return liveSessions(ctx, requireLiveSession(ctx, c).user.id).map(session => ({ ...clientSessionJson(ctx, session), last_active_token: null }))
  },

  getSessions(c) {
    return liveSessions(ctx, requireLiveSession(ctx, c).user.id).map(session => sessionWithActivityJson(ctx, session))
  },

  revokeSession(c, { session_id }) {
    const { client, session, user } = requireLiveSession(ctx, c)
    requireReverified(ctx, session)
    const other = ctx.store.sessions.get(session_id)
    if (other?.userId !== user.id) throw notFound('Session not found.')
    endSession(ctx, other.id, 'revoked')
    return mutated(ctx, c, client, clientSessionJson(ctx, other))
  },
})

function close(ctx: Context, c: FrontendContext, sessionId: string, status: 'ended' | 'removed') {
  const { client, session } = requireOwnSession(ctx, c, sessionId)
  endSession(ctx, session.id, status)
  return mutated(ctx, c, client, clientSessionJson(ctx, session, appOrigin(c)))
}

function liveSessions(ctx: Context, userId: string) {
  return ctx.store.sessions.by('userId', userId).filter(session => isLive(ctx, session))
}
