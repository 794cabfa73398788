import { Hono } from 'hono'
import type { Context } from '../core/context.ts'

/** To be built. */
export function backend(_ctx: Context): Hono {
  return new Hono()
}
