import type { Context as Call, Env, Hono } from 'hono'
import type { Operations } from '../contract/operations.ts'

/** What `Handlers` is once types have done their work. */
type AnyHandlers<E extends Env> = Readonly<Record<string, (c: Call<E>, path: Record<string, string>) => unknown>>

/** Mounts handlers on the paths of their operations; the answer goes out as JSON unless it is a Response already. */
export function register<E extends Env>(app: Hono<E>, operations: Operations, handlers: AnyHandlers<E>): void {
  // Fixed words before parameters, so that /users/count isn't the user named count.
  const rank = (operation: string) => operation.replace(/\{\w+\}/g, '~')
  for (const [id, operation] of Object.entries(operations).sort(([, a], [, b]) => rank(a) < rank(b) ? -1 : 1)) {
    const [method = '', path = ''] = operation.split(' ')
    const handler = handlers[id]
    if (!handler) throw new Error(`No handler for ${id}`)
    app.on(method, path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
      const answer = await handler(c, c.req.param() as Record<string, string>)
      return answer instanceof Response ? answer : c.json(answer)
    })
  }
}
