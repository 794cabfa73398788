import type { Context as HonoContext } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { FrontendList, FrontendMutation, FrontendRead } from '../contract/objects/answers.ts'
import type { Context } from '../core/context.ts'
import type { Client, Session, User } from '../core/entities.ts'
import { browserUnauthenticated, notFound, signedOut } from '../core/errors.ts'
import { clientByDevBrowser, createDevBrowser } from '../domain/people/sessions/clients.ts'
import { pictureOf, pictureOfText } from '../domain/pictures.ts'
import { isLive } from '../domain/people/sessions/sessions.ts'
import { clientJson } from '../formatters/session.ts'
import type { Params } from './params.ts'

/** Every Frontend API route finds its parameters in `c.get('params')`. */
export interface FrontendEnv { Variables: { params: Params } }

export type FrontendContext = HonoContext<FrontendEnv>

/** The dev browser token of a call: in the query, or in the cookie on a page load (facts §C). */
export function devBrowserToken(ctx: Context, c: HonoContext): string | undefined {
  return c.req.query('__clerk_db_jwt') ?? getCookie(c, `__clerk_db_jwt_${ctx.keys.cookieSuffix}`) ?? getCookie(c, '__clerk_db_jwt')
}

/** The browser that calls, or 401; clerk-js then asks for a new dev browser. */
export function requireClient(ctx: Context, c: HonoContext): Client {
  const client = clientByDevBrowser(ctx, devBrowserToken(ctx, c))
  if (!client) throw browserUnauthenticated()
  return client
}

/**
 * The browser that loads, known or new. clerk-js manages dev browsers itself only for Clerk's own hosts and then sends the token
 * in the query; for a made-up host the browser is a cookie on the app's host, set here through the proxy.
 */
export function ensureClient(ctx: Context, c: HonoContext): Client {
  if (c.req.query('__clerk_db_jwt')) return requireClient(ctx, c)
  const known = clientByDevBrowser(ctx, devBrowserToken(ctx, c))
  if (known) return known
  const client = createDevBrowser(ctx)
  const token = client.devBrowserToken ?? ''
  for (const name of ['__clerk_db_jwt', `__clerk_db_jwt_${ctx.keys.cookieSuffix}`]) {
    setCookie(c, name, token, { path: '/', sameSite: 'Lax', maxAge: 365 * 24 * 3600, secure: appOrigin(c)?.startsWith('https:') ?? false })
  }
  return client
}

/** A live session of this browser: the one the call names, else the last active one. */
export function requireLiveSession(ctx: Context, c: FrontendContext): { client: Client, session: Session, user: User } {
  const client = requireClient(ctx, c)
  const id = c.get('params').string('_clerk_session_id') ?? client.lastActiveSessionId
  const session = ctx.store.sessions.get(id)
  const user = ctx.store.users.get(session?.userId)
  if (!session || !user || session.clientId !== client.id || !isLive(ctx, session)) throw signedOut()
  return { client, session, user }
}

/** The session by id, if this browser holds it. */
export function requireOwnSession(ctx: Context, c: FrontendContext, sessionId: string): { client: Client, session: Session } {
  const client = requireClient(ctx, c)
  const session = ctx.store.sessions.get(sessionId)
  if (!session || session.clientId !== client.id) throw notFound('Session not found.')
  return { client, session }
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

/** Body of a mutation: the object and the whole client, which clerk-js takes over (facts §D). */
export function mutated<Row>(ctx: Context, c: HonoContext, client: Client, response: Row): FrontendMutation<Row> {
  return { response, client: clientJson(ctx, client, appOrigin(c)) }
}

/** Body of a list: one page of the rows, formatted, and the count of all. */
export function listed<Row, Json>(c: FrontendContext, rows: Row[], format: (row: Row) => Json, defaultLimit = 10): FrontendList<Json> {
  const { limit, offset } = c.get('params').page(defaultLimit)
  return { response: { data: rows.slice(offset, offset + limit).map(format), total_count: rows.length }, client: null }
}

/** Body of a read of one object, or of all of them at once. */
export function single<Row>(response: Row): FrontendRead<Row> {
  return { response, client: null }
}

/** What the browser says about itself, for the list of devices. */
export function activity(c: HonoContext) {
  const agent = c.req.header('user-agent') ?? ''
  const browser = /(Edg|Firefox|Chrome|Safari)\/(\d+[\d.]*)/.exec(agent)
  return {
    browserName: browser?.[1] ?? null,
    browserVersion: browser?.[2] ?? null,
    deviceType: /(Macintosh|Windows|Linux|iPhone|Android)/.exec(agent)?.[1] ?? null,
    isMobile: /Mobile/.test(agent),
  }
}

/** Reads an uploaded picture as a data URL. */
export async function uploadedImage(params: Params): Promise<string> {
  const file = params.files.get('file')
  return file ? pictureOf(file) : pictureOfText(params.required('file'))
}
