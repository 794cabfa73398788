import { Hono } from 'hono'
import { z } from 'zod'
import { readBody } from '../backend/request.ts'
import { notFound } from '../core/errors.ts'
import { signingSecret, type Webhooks } from '../webhooks/index.ts'

const secret = z.string().regex(signingSecret).optional()
const endpointsBody = z.strictObject({
  endpoints: z.array(z.strictObject({ url: z.url({ protocol: /^https?$/ }), secret, types: z.array(z.string()).optional() })),
})
const replayBody = z.strictObject({ since: z.number().optional(), endpoint_id: z.string().optional() })
const rotateBody = z.strictObject({ secret })

/** Endpoints and deliveries, under `/__test__/webhooks`. */
export function webhookControls(webhooks: Webhooks): Hono {
  const app = new Hono()
  app.get('/endpoints', c => c.json({ data: webhooks.endpoints() }))
  app.put('/endpoints', async c => c.json({ data: webhooks.setEndpoints((await readBody(c, endpointsBody)).endpoints) }))
  app.post('/endpoints/:id/rotate', async (c) => {
    if (!webhooks.endpoint(c.req.param('id'))) throw notFound('No such webhook endpoint.')
    return c.json(webhooks.rotateSecret(c.req.param('id'), (await readBody(c, rotateBody)).secret))
  })

  app.get('/deliveries', (c) => {
    const { status, type } = c.req.query()
    return c.json({ data: webhooks.deliveries().filter(d => (!status || d.status === status) && (!type || d.type === type)) })
  })
  app.post('/deliveries/:id/resend', async (c) => {
    const delivery = await webhooks.resend(c.req.param('id'))
    if (!delivery) throw notFound('No such delivery.')
    return c.json(delivery)
  })
  /** Sends every change since a time (ms) again. */
  app.post('/replay', async (c) => {
    const { since, endpoint_id } = await readBody(c, replayBody)
    if (endpoint_id !== undefined && !webhooks.endpoint(endpoint_id)) throw notFound('No such webhook endpoint.')
    return c.json({ messages: webhooks.replay(since, endpoint_id) })
  })
  /** Answers when nothing is due any more. */
  app.post('/settled', async (c) => {
    await webhooks.settled()
    return c.json({ pending: webhooks.deliveries().filter(d => d.status === 'pending').length })
  })
  return app
}
