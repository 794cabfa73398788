import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import { clerkError, notFound } from '../core/errors.ts'
import { readJwt } from '../core/jwt.ts'
import { backendClientJson } from '../formatters/backend-client.ts'
import { page, queryFlag, readBody } from './request.ts'

const verifyBody = z.strictObject({ token: z.string() })

/** Browsers. */
export function clientRoutes(ctx: Context): Hono {
  const app = new Hono()

  app.get('/clients', (c) => {
    const rows = ctx.store.clients.all().reverse()
    const data = page(c, rows).map(client => backendClientJson(ctx, client))
    return c.json(queryFlag(c, 'paginated') ? { data, total_count: rows.length } : data)
  })

  app.post('/clients/verify', async (c) => {
    const claims = readJwt(ctx.keys, (await readBody(c, verifyBody)).token)
    const session = typeof claims?.sid === 'string' ? ctx.store.sessions.get(claims.sid) : undefined
    const client = ctx.store.clients.get(session?.clientId)
    if (!client) throw clerkError(400, 'client_not_found', 'No client found', 'This request is expecting a client and did not find one')
    return c.json(backendClientJson(ctx, client))
  })

  app.get('/clients/:id', (c) => {
    const client = ctx.store.clients.get(c.req.param('id'))
    if (!client) throw notFound(`No client was found with id ${c.req.param('id')}`)
    return c.json(backendClientJson(ctx, client))
  })

  return app
}
