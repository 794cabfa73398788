import type { MiddlewareHandler } from 'hono'
import type { Context } from '../core/context.ts'
import { clerkError, tooManyRequests } from '../core/errors.ts'
import { specPath } from '../core/operation-names.ts'
import type { FaultyCall } from './faults.ts'

/** Lets calls of one API go wrong as `ctx.faults` says: before the work (429, 5xx, hang) or in the answer (fewer rows, half a body). */
export function faultyCalls(ctx: Context, api: FaultyCall['api'], operationOf: (method: string, path: string) => string | undefined = () => undefined): MiddlewareHandler {
  return async (c, next) => {
    if (!ctx.faults.any()) return next()
    const path = specPath(c.req.path)
    const call: FaultyCall = { api, method: c.req.method, path, operation: operationOf(c.req.method, path) }
    const hang = ctx.faults.ofCall('hang', call)
    if (hang) await ctx.faults.hang(hang.ms)
    const limit = ctx.faults.ofCall('rate_limit', call)
    if (limit) throw tooManyRequests(limit.seconds)
    const error = ctx.faults.ofCall('error', call)
    if (error) throw clerkError(error.status, 'internal_clerk_error', 'Oops, something went wrong on our end.', 'There was an internal error on our servers. We\'ve been notified and are working on fixing it.')
    await next()
    if (!c.res.ok || !c.res.headers.get('content-type')?.includes('json')) return
    let text = await c.res.clone().text()
    const body: unknown = JSON.parse(text)
    const fewer = listIn(body) && ctx.faults.ofCall('fewer_rows', call)
    const cut = ctx.faults.ofCall('cut_body', call)
    if (!fewer && !cut) return
    if (fewer) text = JSON.stringify(shortened(body, fewer.rows))
    if (cut) text = text.slice(0, text.length / 2)
    c.res = new Response(text, { status: c.res.status, headers: c.res.headers })
  }
}

/** The part of an answer that holds rows: a bare array, `{ data, total_count }`, or either inside the Frontend API's `response`. */
function listIn(body: unknown): boolean {
  return shortened(body, 0) !== body
}

/** The same answer with fewer rows and the old total; the answer itself when it is no list. */
function shortened(body: unknown, rows: number): unknown {
  if (Array.isArray(body)) return body.slice(0, rows)
  if (typeof body !== 'object' || body === null) return body
  const place = 'data' in body ? 'data' : 'response'
  const inner = (body as Record<string, unknown>)[place]
  const shorter = shortened(inner, rows)
  return shorter === inner ? body : { ...body, [place]: shorter }
}
