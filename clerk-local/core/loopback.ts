import type { MiddlewareHandler } from 'hono'
import { clerkError } from './errors.ts'

/** Whether a url is on this machine, by a name no other machine can take. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/.test(new URL(url).hostname)
}

/** 403 for a Host of another name: a page of another site pointed its own name here (DNS rebinding). */
export const loopbackHost: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host')
  if (!isLoopback(c.req.url) || (host !== undefined && !isLoopback(`http://${host}`))) throw loopbackOnlyError()
  await next()
}

/** 403 for callers and pages of elsewhere. */
export const loopbackOnlyError = () => clerkError(403, 'loopback_only', 'loopback only', 'This part of clerk-local answers only this machine.')
