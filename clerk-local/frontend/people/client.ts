import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import { endSession } from '../../domain/people/sessions/sessions.ts'
import { clientJson } from '../../formatters/session.ts'
import { environmentJson } from '../environment.ts'
import { answer, appOrigin, ensureClient, type FrontendContext, type FrontendEnv, read, requireClient } from '../request.ts'

/** Environment and client: what clerk-js loads first. */
export function clientRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>()

  const environment = (c: FrontendContext) => c.json(environmentJson(ctx, appOrigin(c) ?? ctx.url))
  app.get('/environment', environment)
  app.patch('/environment', (c) => {
    ensureClient(ctx, c)
    return environment(c)
  })

  const client = (c: FrontendContext) => read(c, clientJson(ctx, ensureClient(ctx, c), appOrigin(c)))
  app.get('/client', client)
  app.put('/client', client)
  app.post('/client', client)

  const signOut = (c: FrontendContext) => {
    const browser = requireClient(ctx, c)
    for (const id of [...browser.sessionIds]) endSession(ctx, id, 'removed')
    ctx.store.clients.update(browser.id, { signInId: null, signUpId: null })
    return answer(ctx, c, browser, clientJson(ctx, browser, appOrigin(c)))
  }
  app.delete('/client', signOut)
  app.delete('/client/sessions', signOut)

  return app
}
