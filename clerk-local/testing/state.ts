import { Hono } from 'hono'
import { z } from 'zod'
import { queryNumber, readBody } from '../backend/request.ts'
import type { Context } from '../core/context.ts'
import { clerkError, invalidParam } from '../core/errors.ts'
import { resolveSettings } from '../core/settings.ts'
import { createMissingDefaultPlans } from '../domain/billing/catalog/plans.ts'
import { settleAll } from '../domain/billing/renewals.ts'
import { InputError } from '../inputs/error.ts'
import { checkSettings } from '../inputs/settings.ts'
import { restoreSnapshot, takeSnapshot } from '../persistence/snapshot.ts'
import type { Webhooks } from '../webhooks/index.ts'

/** What the controls may do with the instance that they can't do through the context. */
export interface Controls {
  /** Throws an InputError for a seed that can't be used. */
  reset: (seed?: unknown) => void
}

const seedBody = z.strictObject({ seed: z.unknown() })
/** A hundred years in milliseconds: as far as the clock goes. Every period of every subscription on the way is billed. */
const farthest = 100 * 365 * 24 * 3600 * 1000
const milliseconds = z.number().min(-farthest).max(farthest)
const clockBody = z.strictObject({ offset_ms: milliseconds.optional(), advance_ms: milliseconds.optional() })

/** The state as a whole: reset, seed, snapshot, clock, settings, and the log of changes. */
export function stateControls(ctx: Context, webhooks: Webhooks, controls: Controls): Hono {
  const app = new Hono()
  /** Back to the seed, or to the one given. */
  app.post('/reset', (c) => {
    controls.reset()
    return c.json({ done: true })
  })
  app.post('/seed', async (c) => {
    const { seed } = await readBody(c, seedBody)
    refusing('seed', () => controls.reset(seed ?? null))
    return c.json({ done: true })
  })

  app.get('/snapshot', c => c.json(takeSnapshot(ctx, webhooks)))
  app.post('/restore', async (c) => {
    const snapshot = await readBody(c, z.unknown())
    refusing('snapshot', () => restoreSnapshot(ctx, webhooks, snapshot))
    return c.json({ done: true })
  })

  /** Moves the instance's clock: codes, invitations, sessions, tokens and rate limits go by it. */
  app.post('/clock', async (c) => {
    const { offset_ms, advance_ms = 0 } = await readBody(c, clockBody)
    const offset = (offset_ms ?? ctx.store.clockOffset) + advance_ms
    if (Math.abs(offset) > farthest) throw invalidParam('advance_ms', 'The clock goes a hundred years at the most.')
    ctx.store.clockOffset = offset
    settleAll(ctx)
    return c.json({ offset_ms: ctx.store.clockOffset, now: ctx.store.now() })
  })

  /** Changes settings, given in part; a reset brings back those of the start. */
  app.get('/settings', c => c.json(ctx.settings))
  app.patch('/settings', async (c) => {
    const given = await readBody(c, z.unknown())
    Object.assign(ctx.settings, resolveSettings(refusing('settings', () => checkSettings(given, 'The settings')), ctx.settings))
    createMissingDefaultPlans(ctx)
    return c.json(ctx.settings)
  })

  app.get('/changes', (c) => {
    const after = queryNumber(c, 'after') ?? 0
    const type = c.req.query('type')
    return c.json({ data: ctx.store.changes.all().filter(change => change.sequence > after && (!type || change.type === type)) })
  })
  return app
}

/** An input that makes no sense is 422, with its sentence. */
function refusing<Result>(param: string, work: () => Result): Result {
  try {
    return work()
  }
  catch (error) {
    if (error instanceof InputError) throw clerkError(422, 'form_param_value_invalid', 'is invalid', error.message, { param_name: param })
    throw error
  }
}
