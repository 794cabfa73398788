import type { MiddlewareHandler } from 'hono'
import { clerkError } from '../core/errors.ts'

/** Names that can only mean this machine. */
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Keeps pages of other sites away from controls that change state: the Host (against DNS rebinding) and the Origin must be this machine's. */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin')
  if (!isLoopback(c.req.url) || (origin !== undefined && !isLoopback(origin))) {
    throw clerkError(403, 'loopback_only', 'loopback only', 'This part of clerk-local answers only this machine.')
  }
  await next()
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackHosts.has(new URL(url).hostname)
}
