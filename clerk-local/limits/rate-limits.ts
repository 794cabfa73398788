import type { MiddlewareHandler } from 'hono'
import { currentCaller } from '../core/calls.ts'
import type { Context } from '../core/context.ts'
import { tooManyRequests } from '../core/errors.ts'
import { specPath } from '../core/operation-names.ts'
import { backendRules, frontendRules } from './rules.ts'

/** Refuses calls above Clerk's limits with 429 and `Retry-After`, where the settings ask for it; windows slide by the instance's clock. */
export function rateLimited(ctx: Context, api: 'backend' | 'frontend'): MiddlewareHandler {
  return async (c, next) => {
    const kind = ctx.settings.rateLimits
    if (kind !== 'off') {
      const call = { method: c.req.method, path: specPath(c.req.path), ip: currentCaller()?.clientIp ?? '' }
      for (const rule of api === 'backend' ? backendRules(kind) : frontendRules) {
        const wait = rule.matches(call) ? ctx.recentCalls.hit(rule.key(call), rule, ctx.store.now()) : undefined
        if (wait !== undefined) throw tooManyRequests(wait)
      }
    }
    await next()
  }
}
