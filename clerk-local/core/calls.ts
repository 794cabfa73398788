import { AsyncLocalStorage } from 'node:async_hooks'
import type { HttpBindings } from '@hono/node-server'
import type { Context as Call, MiddlewareHandler } from 'hono'
import { type Answer, answerChannel } from './channels.ts'
import type { Context } from './context.ts'
import { ClerkError } from './errors.ts'

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
    if (answerChannel.hasSubscribers) await tell(c)
    if (options.log) ctx.log([new Date().toTimeString().slice(0, 8), c.req.method, c.req.path, c.res.status, `${Math.round(performance.now() - start)} ms`, ...errorCodes(c.error)].join(' '))
    options.answered()
  }
}

async function tell(c: Call): Promise<void> {
  const isJson = c.res.headers.get('content-type')?.startsWith('application/json')
  try {
    const answer: Answer = { method: c.req.method, path: c.req.path, status: c.res.status, body: isJson ? await c.res.clone().json() : undefined }
    answerChannel.publish(answer)
  }
  catch {
    // A fault cut the body: nobody meant it.
  }
}

/** The codes of a refusal, for the log. */
function errorCodes(error: Error | undefined): string[] {
  return error instanceof ClerkError ? error.errors.map(({ code }) => code) : []
}
