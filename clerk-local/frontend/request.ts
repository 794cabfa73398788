import type { Context as HonoContext } from 'hono'
import type { FrontendList, FrontendMutation, FrontendRead } from '../contract/objects/answers.ts'
import type { Context } from '../core/context.ts'
import type { Client, Session, User } from '../core/entities/index.ts'
import { notFound, signedOut } from '../core/errors.ts'
import { pictureOf, pictureOfText } from '../domain/pictures.ts'
import { isLive } from '../domain/people/sessions/sessions.ts'
import { clientJson } from '../formatters/people/session.ts'
import { appOrigin, keepCookies, requireClient } from './browser.ts'
import type { Params } from './params.ts'

export { appOrigin, ensureClient, requireClient } from './browser.ts'

/** Every Frontend API route finds its parameters in `c.get('params')`. */
export interface FrontendEnv { Variables: { params: Params } }

/** A call of the Frontend API. */
export type FrontendContext = HonoContext<FrontendEnv>

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

/** Body of a mutation, or of a read that `reload()` of clerk-js makes: the object and the whole client, which clerk-js takes over (facts §D). */
export function mutated<Row>(ctx: Context, c: HonoContext, client: Client, response: Row): FrontendMutation<Row> {
  keepCookies(ctx, c, client)
  return { response, client: clientJson(ctx, client, appOrigin(c)) }
}

/** Body of a list: one page of the rows, formatted, and the count of all. */
export function listed<Row, Json>(c: FrontendContext, rows: Row[], format: (row: Row) => Json): FrontendList<Json> {
  const { limit, offset } = c.get('params').page()
  return { response: { data: rows.slice(offset, offset + limit).map(format), total_count: rows.length }, client: null }
}

/** Body of a list that is a page only when asked `paginated=true` (frontend-api.yml, `Paginated`). */
export function pageOrAll<Row, Json>(c: FrontendContext, rows: Row[], format: (row: Row) => Json): FrontendList<Json> | FrontendRead<Json[]> {
  return c.get('params').boolean('paginated') ? listed(c, rows, format) : single(rows.map(format))
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
