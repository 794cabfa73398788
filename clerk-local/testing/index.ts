import { Hono } from 'hono'
import { z } from 'zod'
import { readBody } from '../backend/request.ts'
import type { Context } from '../core/context.ts'
import { clerkError, notFound } from '../core/errors.ts'
import type { Snapshot } from '../core/store.ts'
import { InputError, parseSeed } from '../persistence/input-files.ts'
import type { Seed } from '../seed/types.ts'
import type { Webhooks, WebhooksSnapshot } from '../webhooks/index.ts'
import { loopbackOnly } from './loopback.ts'

/** What the controls may do with the instance that they can't do through the context. */
export interface Controls {
  reset: (seed?: Seed | 'demo' | 'empty') => void
}

const seedBody = z.strictObject({ seed: z.unknown() })
const clockBody = z.strictObject({ offset_ms: z.number().optional(), advance_ms: z.number().optional() })
const snapshotBody = z.object({
  store: z.object({ tables: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))), changes: z.array(z.looseObject({ id: z.string(), sequence: z.number() })), clockOffset: z.number() }),
  webhooks: z.object({ endpoints: z.array(z.looseObject({ id: z.string() })), deliveries: z.array(z.looseObject({ id: z.string(), endpointId: z.string() })) }),
})
const endpointsBody = z.strictObject({
  endpoints: z.array(z.strictObject({ url: z.url({ protocol: /^https?$/ }), secret: z.string().startsWith('whsec_').optional(), types: z.array(z.string()).optional() })),
})
const replayBody = z.strictObject({ since: z.number().optional(), endpoint_id: z.string().optional() })
const rotateBody = z.strictObject({ secret: z.string().startsWith('whsec_').optional() })

/** Controls for tests, under `/__test__`: no part of Clerk. Answers JSON, refuses in Clerk's error form. */
export function testControls(ctx: Context, webhooks: Webhooks, controls: Controls): Hono {
  const app = new Hono()
  app.use(loopbackOnly)

  /** Back to the seed, or to the one given. */
  app.post('/reset', (c) => {
    controls.reset()
    return c.json({ done: true })
  })
  app.post('/seed', async (c) => {
    const { seed } = await readBody(c, seedBody)
    controls.reset(seed === 'demo' || seed === 'empty' ? seed : parseGivenSeed(seed))
    return c.json({ done: true })
  })

  app.get('/snapshot', c => c.json({ store: ctx.store.snapshot(), webhooks: webhooks.snapshot() }))
  app.post('/restore', async (c) => {
    const snapshot = await readBody(c, snapshotBody)
    ctx.store.restore(snapshot.store as unknown as Snapshot)
    webhooks.restore(snapshot.webhooks as unknown as WebhooksSnapshot)
    return c.json({ done: true })
  })

  /** Moves the instance's clock: codes, invitations, sessions and tokens expire by it. */
  app.post('/clock', async (c) => {
    const { offset_ms, advance_ms = 0 } = await readBody(c, clockBody)
    ctx.store.clockOffset = (offset_ms ?? ctx.store.clockOffset) + advance_ms
    return c.json({ offset_ms: ctx.store.clockOffset, now: ctx.store.now() })
  })

  app.get('/changes', (c) => {
    const after = Number(c.req.query('after') ?? 0)
    const type = c.req.query('type')
    return c.json({ data: ctx.store.changes.all().filter(change => change.sequence > after && (!type || change.type === type)) })
  })

  app.get('/webhooks/endpoints', c => c.json({ data: webhooks.endpoints() }))
  app.put('/webhooks/endpoints', async c => c.json({ data: webhooks.setEndpoints((await readBody(c, endpointsBody)).endpoints) }))
  app.post('/webhooks/endpoints/:id/rotate', async (c) => {
    if (!webhooks.endpoint(c.req.param('id'))) throw notFound('No such webhook endpoint.')
    return c.json(webhooks.rotateSecret(c.req.param('id'), (await readBody(c, rotateBody)).secret))
  })
  app.get('/webhooks/deliveries', (c) => {
    const { status, type } = c.req.query()
    return c.json({ data: webhooks.deliveries().filter(d => (!status || d.status === status) && (!type || d.type === type)) })
  })
  app.post('/webhooks/deliveries/:id/resend', async (c) => {
    const delivery = await webhooks.resend(c.req.param('id'))
    if (!delivery) throw notFound('No such delivery.')
    return c.json(delivery)
  })
  app.post('/webhooks/replay', async (c) => {
    const { since, endpoint_id } = await readBody(c, replayBody)
    return c.json({ messages: webhooks.replay(since, endpoint_id) })
  })
  /** Answers when nothing is due any more. */
  app.post('/webhooks/settled', async (c) => {
    await webhooks.settled()
    return c.json({ pending: webhooks.deliveries().filter(d => d.status === 'pending').length })
  })

  app.all('*', (c) => {
    throw clerkError(404, 'resource_not_found', 'not found', `There is no test control ${c.req.method} ${c.req.path}.`)
  })
  return app
}

function parseGivenSeed(seed: unknown): Seed {
  try {
    return parseSeed(seed, 'The seed')
  }
  catch (error) {
    if (error instanceof InputError) throw clerkError(422, 'form_param_value_invalid', 'is invalid', error.message, { param_name: 'seed' })
    throw error
  }
}
