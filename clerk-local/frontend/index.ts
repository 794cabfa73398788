import { Hono } from 'hono'
import type { Context } from '../core/context.ts'

/** The Frontend API. */
export function frontend(_ctx: Context): Hono {
  return new Hono()
}
