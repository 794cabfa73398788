import type { MiddlewareHandler } from 'hono'
import { isLoopback, loopbackOnlyError } from '../core/loopback.ts'

/** Keeps pages of other sites away from controls that change state: the Host (against DNS rebinding) and the Origin must be this machine's. */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin')
  if (!isLoopback(c.req.url) || (origin !== undefined && !isLoopback(origin))) throw loopbackOnlyError()
  await next()
}
