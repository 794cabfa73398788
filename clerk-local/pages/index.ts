import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import type { Webhooks } from '../webhooks/index.ts'

/** To be built. */
export function pages(_ctx: Context, _webhooks: Webhooks): Hono {
  return new Hono()
}
