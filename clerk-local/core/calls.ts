import { AsyncLocalStorage } from 'node:async_hooks'
import type { HttpBindings } from '@hono/node-server'
import type { Context as Call, MiddlewareHandler } from 'hono'
import { type Answer, answerChannel } from './channels.ts'
import type { Context } from './context.ts'

/** Who made the call that is being answered, as webhooks tell it (`event_attributes.http_request`). */
export interface Caller {
  clientIp: string
  userAgent: string
}

const callers = new AsyncLocalStorage<Caller>()

/** The caller behind the code that is running, or none outside of a request. */
export function currentCaller(): Caller | undefined {
  return callers.getStore()
}

/** Remembers the caller, tells when a call is answered, and logs one readable line for it. */
export function calls(ctx: Context, options: { log: boolean, answered: () => void }): MiddlewareHandler<{ Bindings: Partial<HttpBindings> }> {
  return async (c, next) => {
    const start = performance.now()
    const caller = { clientIp: c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1', userAgent: c.req.header('user-agent') ?? '' }
    await callers.run(caller, next)
    if (answerChannel.hasSubscribers) answerChannel.publish(await answerOf(c))
    if (options.log) ctx.log(`${c.req.method} ${c.req.path} ${c.res.status} ${Math.round(performance.now() - start)} ms`)
    options.answered()
  }
}

async function answerOf(c: Call): Promise<Answer> {
  const isJson = c.res.headers.get('content-type')?.startsWith('application/json')
  const body: unknown = isJson ? await c.res.clone().json().catch(() => undefined) : undefined
  return { method: c.req.method, path: c.req.path, status: c.res.status, body }
}
