import type { MiddlewareHandler } from 'hono'
import type { Context } from '../core/context.ts'
import { isAppUrl } from '../domain/people/app-url.ts'
import { appOrigin } from '../frontend/request.ts'

/** Remembers the origin of the app that calls, for links into it. */
export function noteApp(ctx: Context): MiddlewareHandler {
  return async (c, next) => {
    const origin = appOrigin(c) ?? ''
    // Any page of the web can call; and these pages' own pictures come from here too.
    if (isAppUrl(ctx, origin) && new URL(origin).port !== new URL(ctx.url).port) ctx.appOrigin = new URL(origin).origin
    await next()
  }
}

/** Origin of the app's sign-in page: of the settings, or of the app that called last; none before that. */
export function knownApp(ctx: Context): string | undefined {
  const { signIn } = ctx.settings.paths
  return URL.canParse(signIn) ? new URL(signIn).origin : ctx.appOrigin
}
