import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { SessionAnswers, sessionOperations } from '../../contract/backend/people/sessions.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Session, SessionStatus } from '../../core/entities/index.ts'
import { clerkError, notFound } from '../../core/errors.ts'
import { requireMembership } from '../../domain/organizations/memberships.ts'
import { createClient } from '../../domain/people/sessions/clients.ts'
import { issueTemplateToken } from '../../domain/people/sessions/jwt-templates.ts'
import { refreshToken, requireRefreshable } from '../../domain/people/sessions/refresh.ts'
import { issueSessionToken } from '../../domain/people/sessions/session-tokens.ts'
import { createSession, endSession, isLive, requireSession, sessionStatus, tokenSession } from '../../domain/people/sessions/sessions.ts'
import { requireUnblocked } from '../../domain/people/sign-in/guards.ts'
import { requireUser } from '../../domain/people/users/users.ts'
import { sessionJson } from '../../formatters/people/session.ts'
import { page, queryFlag, queryWord, readBody } from '../request.ts'

const statuses: readonly SessionStatus[] = ['abandoned', 'active', 'ended', 'expired', 'pending', 'removed', 'replaced', 'revoked']
const createBody = z.strictObject({ user_id: z.string(), active_organization_id: z.string().nullish() })
const tokenBody = z.strictObject({ expires_in_seconds: z.int().min(30).max(315_360_000).nullish() })
const verifyBody = z.strictObject({ token: z.string() })
const refreshBody = z.strictObject({
  expired_token: z.string(),
  refresh_token: z.string(),
  request_origin: z.string(),
  request_headers: z.record(z.string(), z.unknown()).nullish(),
  request_originating_ip: z.string().nullish(),
  format: z.enum(['token', 'cookie']).nullish(),
})

/** Sessions and their tokens. */
export const sessionHandlers = (ctx: Context): Handlers<Call, typeof sessionOperations, SessionAnswers> => {
  const json = (session: Session) => sessionJson(ctx, session)
  return {
    GetSessionList(c) {
      const { client_id: clientId, user_id: userId } = c.req.query()
      const status = queryWord(c, 'status', statuses)
      const candidates = userId ? ctx.store.sessions.by('userId', userId) : clientId ? ctx.store.sessions.by('clientId', clientId) : ctx.store.sessions.all()
      const rows = candidates.filter(s => (!clientId || s.clientId === clientId) && (!status || sessionStatus(ctx, s) === status)).reverse()
      const data = page(c, rows).map(json)
      return queryFlag(c, 'paginated') ? { data, total_count: rows.length } : data
    },

    /** For tests of apps, as at Clerk: a session without a browser behind it. */
    async createSession(c) {
      const body = await readBody(c, createBody)
      requireUnblocked(requireUser(ctx, body.user_id))
      if (body.active_organization_id) requireMembership(ctx, body.active_organization_id, body.user_id)
      return json(createSession(ctx, { clientId: createClient(ctx).id, userId: body.user_id, organizationId: body.active_organization_id }))
    },

    GetSession: (_, { session_id }) => json(requireSession(ctx, session_id)),

    /** The SDK's way to a new token without a redirect: it sets these cookies itself (facts §D). */
    async RefreshSession(c, { session_id }) {
      const body = await readBody(c, refreshBody)
      const { session, azp } = requireRefreshable(ctx, {
        sessionId: session_id, expiredToken: body.expired_token, refreshToken: body.refresh_token, requestOrigin: body.request_origin,
      })
      const jwt = issueSessionToken(ctx, session, { azp })
      if (body.format !== 'cookie') return { object: 'token', jwt }
      const attributes = `Path=/; Max-Age=315360000; SameSite=Lax${azp.startsWith('https:') ? '; Secure' : ''}`
      const suffix = ctx.keys.cookieSuffix
      return {
        object: 'cookies',
        cookies: [
          `__session=${jwt}; ${attributes}`,
          `__session_${suffix}=${jwt}; ${attributes}`,
          `__refresh_${suffix}=${refreshToken(ctx, session)}; ${attributes}; HttpOnly`,
        ],
      }
    },

    RevokeSession: (_, { session_id }) => json(endSession(ctx, requireSession(ctx, session_id).id, 'revoked')),

    async CreateSessionToken(c, { session_id }) {
      const session = requireLive(ctx, session_id)
      const { expires_in_seconds } = await readBody(c, tokenBody)
      return { object: 'token', jwt: issueSessionToken(ctx, session, { expiresInSeconds: expires_in_seconds ?? undefined }) }
    },

    async CreateSessionTokenFromTemplate(c, { session_id, template_name }) {
      const session = requireLive(ctx, session_id)
      const { expires_in_seconds } = await readBody(c, tokenBody)
      return { object: 'token', jwt: issueTemplateToken(ctx, session, template_name, { expiresInSeconds: expires_in_seconds ?? undefined }) }
    },

    async VerifySession(c, { session_id }) {
      const session = requireSession(ctx, session_id)
      if (tokenSession(ctx, (await readBody(c, verifyBody)).token)?.id !== session.id) throw clerkError(401, 'authentication_invalid', 'Invalid authentication', 'Unable to authenticate the request, you need to supply an active session')
      return json(session)
    },
  }
}

function requireLive(ctx: Context, id: string): Session {
  const session = requireSession(ctx, id)
  if (!isLive(ctx, session)) throw notFound(`No active session was found with id ${id}.`)
  return session
}
