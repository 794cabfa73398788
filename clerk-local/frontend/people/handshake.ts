import { setCookie } from 'hono/cookie'
import { randomBytes } from 'node:crypto'
import type { HandshakeAnswers, handshakeOperations } from '../../contract/frontend/people/handshake.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Client, Session } from '../../core/entities/index.ts'
import { invalidParam } from '../../core/errors.ts'
import { signJwt } from '../../core/keys/jwt.ts'
import { isAppUrl } from '../../domain/people/app-url.ts'
import { createDevBrowser } from '../../domain/people/sessions/clients.ts'
import { refreshToken } from '../../domain/people/sessions/refresh.ts'
import { issueSessionToken } from '../../domain/people/sessions/session-tokens.ts'
import { syncOrganization } from '../../domain/people/sessions/sessions.ts'
import { callingClient, continuedSession } from '../browser.ts'
import { type FrontendContext, requireClient } from '../request.ts'

/** Handshake and dev browser: how a page load learns who is signed in (facts §C, §D). */
export const handshakeHandlers = (ctx: Context): Handlers<FrontendContext, typeof handshakeOperations, HandshakeAnswers> => ({
  handshakeClient(c) {
    const params = c.get('params')
    const redirectUrl = params.required('redirect_url')
    if (!isAppUrl(ctx, redirectUrl)) throw invalidParam('redirect_url', 'redirect_url must be an http(s) url of this machine, or of the app in the settings.')
    const client = callingClient(ctx, c) ?? (ctx.settings.live ? undefined : createDevBrowser(ctx))
    const session = client && continuedSession(ctx, client)
    const organization = params.string('organization_id')
    if (session && organization !== undefined) syncOrganization(ctx, session, organization)
    const target = new URL(redirectUrl)
    handOver(ctx, c, target, cookieDirectives(ctx, client, session, target.origin))
    return c.redirect(target.href, 307)
  },

  createDevBrowser(c) {
    const client = createDevBrowser(ctx)
    const token = client.devBrowserToken ?? ''
    c.header('Clerk-Db-Jwt', token)
    return { object: 'dev_browser', id: token, client_id: client.id, instance_id: ctx.keys.kid, token }
  },

  // Old SDKs set the cookie through it; the token in the query is enough here.
  postDevBrowserInitSetCookie(c) {
    requireClient(ctx, c)
    return c.body(null, 200)
  },
})

/**
 * Gives the cookies to the app's server: in a token, or by a nonce for the Backend API where the settings say so and the SDK can.
 * A development instance puts it into the url, a live one into an HttpOnly cookie of a minute (facts §D).
 */
function handOver(ctx: Context, c: FrontendContext, target: URL, directives: string[]): void {
  const byNonce = ctx.settings.session.handshake === 'nonce' && c.req.query('format') === 'nonce'
  const name = byNonce ? '__clerk_handshake_nonce' : '__clerk_handshake'
  const value = byNonce ? keepPayload(ctx, directives) : signJwt(ctx.keys, { handshake: directives })
  if (ctx.settings.live) setCookie(c, name, value, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: 60, secure: target.protocol === 'https:' })
  else target.searchParams.set(name, value)
}

function keepPayload(ctx: Context, directives: string[]): string {
  return ctx.store.handshakes.insert({ id: randomBytes(20).toString('hex'), directives, createdAt: ctx.store.now() }).id
}

/** `__session`, `__client_uat`, what refreshes an expired token, and in development the dev browser: plain and suffixed, on the app's own host. */
function cookieDirectives(ctx: Context, client: Client | undefined, session: Session | undefined, origin: string): string[] {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  const directive = (name: string, value: string, more = '') =>
    `${name}=${value}; Path=/; ${value ? `Max-Age=${365 * 24 * 3600}` : 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'}; SameSite=Lax${secure}${more}`
  const suffixed = (name: string) => `${name}_${ctx.keys.cookieSuffix}`
  const both = (name: string, value: string) => [directive(name, value), directive(suffixed(name), value)]
  return [
    ...(ctx.settings.live ? [] : both('__clerk_db_jwt', client?.devBrowserToken ?? '')),
    ...both('__client_uat', client && session ? String(Math.floor(client.updatedAt / 1000)) : '0'),
    ...both('__session', session ? issueSessionToken(ctx, session, { azp: origin }) : ''),
    directive(suffixed('__refresh'), session ? refreshToken(ctx, session) : '', '; HttpOnly'),
  ]
}
