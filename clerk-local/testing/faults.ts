import { Hono } from 'hono'
import { z } from 'zod'
import { readBody } from '../backend/request.ts'
import type { Context } from '../core/context.ts'
import { notFound } from '../core/errors.ts'
import { faultInput } from '../faults/index.ts'

const clearBody = z.strictObject({ random_seed: z.int().optional() })

/** What goes wrong on purpose, under `/__test__/faults`; a call that hangs holds up nothing here. */
export function faultControls(ctx: Context): Hono {
  const app = new Hono()
  app.get('/', c => c.json({ data: ctx.faults.all() }))
  app.post('/', async c => c.json(ctx.faults.add(await readBody(c, faultInput)), 201))
  /** Takes all back; a random seed starts the choices anew. */
  app.delete('/', async (c) => {
    ctx.faults.clear((await readBody(c, clearBody)).random_seed)
    return c.json({ done: true })
  })
  app.delete('/:id', (c) => {
    if (!ctx.faults.remove(c.req.param('id'))) throw notFound('No such fault.')
    return c.json({ done: true })
  })
  app.post('/release', c => c.json({ released: ctx.faults.release() }))
  return app
}
