import { randomBytes } from 'node:crypto'
import type { Context } from '../../../core/context.ts'
import type { Client } from '../../../core/entities/index.ts'
import { notFound } from '../../../core/errors.ts'
import { readJwt, signJwt } from '../../../core/keys/jwt.ts'

/** A browser without anything in it. */
export function createClient(ctx: Context): Client {
  const now = ctx.store.now()
  return ctx.store.clients.insert({
    id: ctx.store.id('client'), devBrowserToken: null, sessionIds: [], signInId: null, signUpId: null,
    lastActiveSessionId: null, lastAuthenticationStrategy: null, createdAt: now, updatedAt: now,
  })
}

/** A new dev browser: its token is how a development instance knows the browser (facts §C). */
export function createDevBrowser(ctx: Context): Client {
  const client = createClient(ctx)
  return ctx.store.clients.update(client.id, { devBrowserToken: `dvb_${randomBytes(20).toString('base64url').replace(/[-_]/g, 'x')}` })
}

/** The browser of a sign-in or a sign-up, or 404. */
export function clientOf(ctx: Context, attempt: { clientId: string }): Client {
  const client = ctx.store.clients.get(attempt.clientId)
  if (!client) throw notFound('Client not found.')
  return client
}

/** The browser a dev browser token names. */
export function clientByDevBrowser(ctx: Context, token: string | null | undefined): Client | undefined {
  return token ? ctx.store.clients.by('devBrowserToken', token)[0] : undefined
}

/** Changes the client. Only sessions that come or go move `updated_at`: it becomes `__client_uat`, and older tokens then need a handshake. */
export function updateClient(ctx: Context, id: string, patch: Partial<Client>): Client {
  return ctx.store.clients.update(id, patch.sessionIds ? { ...patch, updatedAt: ctx.store.now() } : patch)
}

/** Value of the `__client` cookie of a live instance. */
export function clientCookie(ctx: Context, client: Client): string {
  return signJwt(ctx.keys, { id: client.id, st: 'client' })
}

/** The browser such a cookie names. */
export function clientByCookie(ctx: Context, cookie: string | undefined): Client | undefined {
  const claims = cookie ? readJwt(ctx.keys, cookie) : null
  return claims?.st === 'client' && typeof claims.id === 'string' ? ctx.store.clients.get(claims.id) : undefined
}
