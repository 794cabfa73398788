import type { MiddlewareHandler } from 'hono'
import type { Context } from '../core/context.ts'
import { appOrigin } from '../frontend/request.ts'

/** Remembers the origin of the app that calls, for the links of the pages. */
export function noteApp(ctx: Context): MiddlewareHandler {
  return async (c, next) => {
    const origin = appOrigin(c)
    // These pages' own pictures come from here too.
    if (origin && new URL(origin).port !== new URL(ctx.url).port) ctx.appOrigin = origin
    await next()
  }
}
