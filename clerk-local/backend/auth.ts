import type { MiddlewareHandler } from 'hono'
import type { Context } from '../core/context.ts'
import { clerkError } from '../core/errors.ts'

/** The secret key, or 401 in the words of Clerk's error index; the SDK reads `clerk_key_invalid`. */
export function secretKeyRequired(ctx: Context): MiddlewareHandler {
  return async (c, next) => {
    const header = c.req.header('authorization')
    if (!header) throw clerkError(401, 'authentication_invalid', 'Invalid authentication', 'Unable to authenticate the request, you need to supply an active session')
    const key = /^Bearer (\S+)$/i.exec(header)?.[1]
    if (!key) throw clerkError(401, 'authorization_header_format_invalid', 'Invalid Authorization header format', 'Invalid Authorization header format. Must be \'Bearer <YOUR_API_KEY>\'')
    if (key !== ctx.keys.secretKey) {
      const message = 'The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.'
      throw clerkError(401, 'clerk_key_invalid', message)
    }
    await next()
  }
}
