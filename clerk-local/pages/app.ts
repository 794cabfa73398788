import type { MiddlewareHandler } from 'hono'
import type { Context } from '../core/context.ts'
import { appOrigin } from '../frontend/request.ts'

/** Remembers the origin of the app that calls, for links into it. */
export function noteApp(ctx: Context): MiddlewareHandler {
  return async (c, next) => {
    const text = appOrigin(c)
    const url = text && URL.canParse(text) ? new URL(text) : undefined
    // These pages' own pictures come from here too.
    if (url && /^https?:$/.test(url.protocol) && url.port !== new URL(ctx.url).port) ctx.appOrigin = url.origin
    await next()
  }
}

/** Origin of the app's sign-in page: of the settings, or of the app that called last; none before that. */
export function knownApp(ctx: Context): string | undefined {
  const { signIn } = ctx.settings.paths
  return URL.canParse(signIn) ? new URL(signIn).origin : ctx.appOrigin
}
