import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import { notFound, organizationNotFound, signedOut } from '../../core/errors.ts'
import { issueSessionToken } from '../../domain/people/sessions/session-tokens.ts'
import { activeMembership, endSession, isLive, touchSession } from '../../domain/people/sessions/sessions.ts'
import { clientSessionJson, sessionWithActivityJson } from '../../formatters/session.ts'
import { answer, appOrigin, type FrontendEnv, read, requireLiveSession, requireOwnSession } from '../request.ts'

/** Sessions of this browser, and of the person on other devices. */
export function sessionRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>()

  app.get('/client/sessions/:sessionId', (c) => {
    const { session } = requireOwnSession(ctx, c)
    return read(c, clientSessionJson(ctx, session, appOrigin(c)))
  })

  app.post('/client/sessions/:sessionId/touch', (c) => {
    const { client, session } = requireOwnSession(ctx, c)
    if (!isLive(ctx, session)) throw signedOut()
    touchSession(ctx, session.id, c.get('params').string('active_organization_id'))
    return answer(ctx, c, client, clientSessionJson(ctx, session, appOrigin(c)))
  })

  for (const [action, status] of [['end', 'ended'], ['remove', 'removed']] as const) {
    app.post(`/client/sessions/:sessionId/${action}`, (c) => {
      const { client, session } = requireOwnSession(ctx, c)
      endSession(ctx, session.id, status)
      return answer(ctx, c, client, clientSessionJson(ctx, session, appOrigin(c)))
    })
  }

  app.post('/client/sessions/:sessionId/tokens', (c) => {
    const { session } = requireOwnSession(ctx, c)
    if (!isLive(ctx, session)) throw signedOut()
    const organizationId = c.get('params').string('organization_id')
    if (organizationId && !activeMembership(ctx, session, organizationId)) throw organizationNotFound()
    return c.json({ object: 'token', jwt: issueSessionToken(ctx, session, { azp: appOrigin(c), organizationId }) })
  })

  app.post('/client/sessions/:sessionId/tokens/:template', (c) => {
    requireOwnSession(ctx, c)
    throw notFound(`No JWT template exists with name: ${c.req.param('template')}`)
  })

  app.get('/me/sessions', c => c.json(userSessions(requireLiveSession(ctx, c).user.id)))
  app.get('/me/sessions/active', c => c.json(userSessions(requireLiveSession(ctx, c).user.id)))

  app.post('/me/sessions/:id/revoke', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    const session = ctx.store.sessions.get(c.req.param('id'))
    if (!session || session.userId !== user.id) throw notFound('Session not found.')
    endSession(ctx, session.id, 'revoked')
    return answer(ctx, c, client, sessionWithActivityJson(ctx, session))
  })

  function userSessions(userId: string) {
    return ctx.store.sessions.by('userId', userId).filter(s => isLive(ctx, s)).map(s => sessionWithActivityJson(ctx, s))
  }

  return app
}
