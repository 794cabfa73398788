import type { Context as HonoContext } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Context } from '../core/context.ts'
import type { Client, Session } from '../core/entities/index.ts'
import { browserUnauthenticated, signedOut } from '../core/errors.ts'
import { clientByCookie, clientByDevBrowser, clientCookie, createClient, createDevBrowser } from '../domain/people/sessions/clients.ts'
import { refreshToken } from '../domain/people/sessions/refresh.ts'
import { liveSessions } from '../domain/people/sign-in/guards.ts'

const year = 365 * 24 * 3600

/** The browser that calls: a development instance knows it by the dev browser token of the query or a cookie, a live one by an HttpOnly cookie (facts §C). */
export function callingClient(ctx: Context, c: HonoContext): Client | undefined {
  if (ctx.settings.live) return clientByCookie(ctx, getCookie(c, '__client'))
  return clientByDevBrowser(ctx, c.req.query('__clerk_db_jwt') ?? getCookie(c, `__clerk_db_jwt_${ctx.keys.cookieSuffix}`) ?? getCookie(c, '__clerk_db_jwt'))
}

/** The browser that calls, or 401; clerk-js then asks for a new dev browser, or for the client. */
export function requireClient(ctx: Context, c: HonoContext): Client {
  const client = callingClient(ctx, c)
  if (!client) throw ctx.settings.live ? signedOut() : browserUnauthenticated()
  return client
}

/**
 * The browser that loads, known or new. clerk-js manages dev browsers itself only for Clerk's own hosts and then sends the token
 * in the query; for a made-up host the browser is a cookie on the app's host, set here through the proxy.
 */
export function ensureClient(ctx: Context, c: HonoContext): Client {
  if (!ctx.settings.live && c.req.query('__clerk_db_jwt')) return requireClient(ctx, c)
  const known = callingClient(ctx, c)
  if (known) return known
  const client = ctx.settings.live ? createClient(ctx) : createDevBrowser(ctx)
  if (ctx.settings.live) cookie(c, '__client', clientCookie(ctx, client), { httpOnly: true })
  else for (const name of ['__clerk_db_jwt', `__clerk_db_jwt_${ctx.keys.cookieSuffix}`]) cookie(c, name, client.devBrowserToken ?? '')
  return client
}

/** The session a page load continues: the last active one that lives. */
export function continuedSession(ctx: Context, client: Client): Session | undefined {
  const sessions = liveSessions(ctx, client)
  return sessions.find(s => s.id === client.lastActiveSessionId) ?? sessions[0]
}

/**
 * Cookies that go with every answer about the browser: what the SDK refreshes an expired token with (facts §D),
 * and on a live instance the time of the last sign-in or sign-out; in development clerk-js keeps that itself.
 */
export function keepCookies(ctx: Context, c: HonoContext, client: Client): void {
  const session = continuedSession(ctx, client)
  const refresh = `__refresh_${ctx.keys.cookieSuffix}`
  if (session) cookie(c, refresh, refreshToken(ctx, session), { httpOnly: true })
  else if (getCookie(c, refresh)) cookie(c, refresh, '', { httpOnly: true })
  if (!ctx.settings.live) return
  const signedInAt = session ? String(Math.floor(client.updatedAt / 1000)) : '0'
  for (const name of ['__client_uat', `__client_uat_${ctx.keys.cookieSuffix}`]) cookie(c, name, signedInAt)
}

/** Sets a cookie on the host of the app, through its proxy; an empty one goes. */
function cookie(c: HonoContext, name: string, value: string, { httpOnly = false } = {}): void {
  setCookie(c, name, value, { path: '/', sameSite: 'Lax', httpOnly, maxAge: value ? year : 0, secure: appOrigin(c)?.startsWith('https:') ?? false })
}

/** Origin of the app that calls: it becomes `azp`. Same-origin GETs carry no Origin, so the proxy's headers help. */
export function appOrigin(c: HonoContext): string | undefined {
  const origin = c.req.header('origin')
  if (origin && origin !== 'null') return origin
  const proxyUrl = c.req.header('clerk-proxy-url') ?? c.req.header('referer')
  if (proxyUrl && URL.canParse(proxyUrl)) return new URL(proxyUrl).origin
  const host = c.req.header('x-forwarded-host')
  return host ? `${c.req.header('x-forwarded-proto') ?? 'http'}://${host}` : undefined
}
