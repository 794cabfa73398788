import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { ClientAnswers, clientOperations } from '../../contract/backend/people/clients.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError, notFound } from '../../core/errors.ts'
import { tokenSession } from '../../domain/people/sessions/sessions.ts'
import { backendClientJson } from '../../formatters/people/backend-client.ts'
import { page, queryFlag, readBody } from '../request.ts'

const verifyBody = z.strictObject({ token: z.string() })

/** Browsers. */
export const clientHandlers = (ctx: Context): Handlers<Call, typeof clientOperations, ClientAnswers> => ({
  GetClientList(c) {
    const rows = ctx.store.clients.all().reverse()
    const data = page(c, rows).map(client => backendClientJson(ctx, client))
    return queryFlag(c, 'paginated') ? { data, total_count: rows.length } : data
  },

  async VerifyClient(c) {
    const session = tokenSession(ctx, (await readBody(c, verifyBody)).token)
    const client = ctx.store.clients.get(session?.clientId)
    if (!client) throw clerkError(400, 'client_not_found', 'No client found', 'This request is expecting a client and did not find one')
    return backendClientJson(ctx, client)
  },

  /** Each nonce is good once, and for a minute like the cookie of a live instance. */
  GetHandshakePayload(c) {
    const payload = ctx.store.handshakes.delete(c.req.query('nonce') ?? '')
    if (!payload || payload.createdAt + 60_000 <= ctx.store.now()) throw notFound('No handshake payload was found for this nonce.')
    return { directives: payload.directives }
  },

  GetClient(_, { client_id }) {
    const client = ctx.store.clients.get(client_id)
    if (!client) throw notFound(`No client was found with id ${client_id}`)
    return backendClientJson(ctx, client)
  },
})
