import type { HandshakeAnswers, handshakeOperations } from '../../contract/frontend/people/handshake.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Client, Session } from '../../core/entities.ts'
import { clerkError, invalidParam } from '../../core/errors.ts'
import { signJwt } from '../../core/jwt.ts'
import { isLoopback } from '../../core/loopback.ts'
import { clientByDevBrowser, createDevBrowser } from '../../domain/people/sessions/clients.ts'
import { issueSessionToken } from '../../domain/people/sessions/session-tokens.ts'
import { isLive, syncOrganization } from '../../domain/people/sessions/sessions.ts'
import { devBrowserToken, type FrontendContext, requireClient } from '../request.ts'

/** Handshake and dev browser: how a page load learns who is signed in (facts §C, §D). */
export const handshakeHandlers = (ctx: Context): Handlers<FrontendContext, typeof handshakeOperations, HandshakeAnswers> => ({
  handshakeClient(c) {
    const params = c.get('params')
    const redirectUrl = params.required('redirect_url')
    if (!isAppUrl(ctx, redirectUrl)) throw invalidParam('redirect_url', 'redirect_url must be an http(s) url of this machine, or of the app in the settings.')
    const client = clientByDevBrowser(ctx, devBrowserToken(ctx, c)) ?? createDevBrowser(ctx)
    const session = liveSession(ctx, client)
    const organization = params.string('organization_id')
    if (session && organization !== undefined) syncOrganization(ctx, session, organization)
    const target = new URL(redirectUrl)
    const directives = cookieDirectives(ctx, client, session, target.origin)
    target.searchParams.set('__clerk_handshake', signJwt(ctx.keys, { handshake: directives }))
    return c.redirect(target.href, 307)
  },

  createDevBrowser(c) {
    const client = createDevBrowser(ctx)
    const token = client.devBrowserToken ?? ''
    c.header('Clerk-Db-Jwt', token)
    return { object: 'dev_browser', id: token, client_id: client.id, instance_id: ctx.keys.kid, token }
  },

  // Old SDKs set the cookie through these two; the token in the query is enough here.
  postDevBrowserInitSetCookie(c) {
    requireClient(ctx, c)
    return c.body(null, 204)
  },

  syncClient() {
    throw clerkError(400, 'satellite_not_supported', 'clerk-local has no satellite domains.')
  },
})

/** The session a page load continues: the last active one that lives. */
function liveSession(ctx: Context, client: Client): Session | undefined {
  const sessions = client.sessionIds.map(id => ctx.store.sessions.get(id)).filter(s => s !== undefined).filter(s => isLive(ctx, s))
  return sessions.find(s => s.id === client.lastActiveSessionId) ?? sessions[0]
}

/** `__session`, `__client_uat` and the dev browser, plain and suffixed, on the app's own host. */
function cookieDirectives(ctx: Context, client: Client, session: Session | undefined, origin: string): string[] {
  const year = 365 * 24 * 3600
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  const cookie = (name: string, value: string, maxAge: number) => [name, `${name}_${ctx.keys.cookieSuffix}`].map(n =>
    `${n}=${value}; Path=/; ${value ? `Max-Age=${maxAge}` : 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'}; SameSite=Lax${secure}`)
  return [
    ...cookie('__clerk_db_jwt', client.devBrowserToken ?? '', year),
    ...cookie('__client_uat', session ? String(Math.floor(client.updatedAt / 1000)) : '0', year),
    ...cookie('__session', session ? issueSessionToken(ctx, session, { azp: origin }) : '', year),
  ]
}

/** The handshake carries a session, so it goes to this machine and to the app of the settings only. */
function isAppUrl(ctx: Context, text: string): boolean {
  if (!URL.canParse(text)) return false
  const { origin, protocol } = new URL(text)
  if (!['http:', 'https:'].includes(protocol)) return false
  return isLoopback(text) || Object.values(ctx.settings.paths).some(path => URL.canParse(path) && new URL(path).origin === origin)
}
