import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { ClientAnswers, clientOperations } from '../contract/backend/clients.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { clerkError, notFound } from '../core/errors.ts'
import { readJwt } from '../core/jwt.ts'
import { backendClientJson } from '../formatters/backend-client.ts'
import { page, queryFlag, readBody } from './request.ts'

const verifyBody = z.strictObject({ token: z.string() })

/** Browsers. */
export const clientHandlers = (ctx: Context): Handlers<Call, typeof clientOperations, ClientAnswers> => ({
  GetClientList(c) {
    const rows = ctx.store.clients.all().reverse()
    const data = page(c, rows).map(client => backendClientJson(ctx, client))
    return queryFlag(c, 'paginated') ? { data, total_count: rows.length } : data
  },

  async VerifyClient(c) {
    const claims = readJwt(ctx.keys, (await readBody(c, verifyBody)).token)
    const session = typeof claims?.sid === 'string' ? ctx.store.sessions.get(claims.sid) : undefined
    const client = ctx.store.clients.get(session?.clientId)
    if (!client) throw clerkError(400, 'client_not_found', 'No client found', 'This request is expecting a client and did not find one')
    return backendClientJson(ctx, client)
  },

  GetClient(_, { client_id }) {
    const client = ctx.store.clients.get(client_id)
    if (!client) throw notFound(`No client was found with id ${client_id}`)
    return backendClientJson(ctx, client)
  },
})
