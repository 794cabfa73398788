import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import { clerkError } from '../core/errors.ts'
import type { Webhooks } from '../webhooks/index.ts'
import { domainControls } from './domains.ts'
import { faultControls } from './faults.ts'
import { loopbackOnly } from './loopback.ts'
import { type Controls, stateControls } from './state.ts'
import { webhookControls } from './webhooks.ts'

/** Controls for tests, under `/__test__`: no part of Clerk. Answers JSON, refuses in Clerk's error form. */
export function testControls(ctx: Context, webhooks: Webhooks, controls: Controls): Hono {
  const app = new Hono()
  app.use(loopbackOnly)
  app.route('/', stateControls(ctx, webhooks, controls))
  app.route('/domains', domainControls(ctx))
  app.route('/faults', faultControls(ctx))
  app.route('/webhooks', webhookControls(webhooks))
  app.all('*', (c) => {
    throw clerkError(404, 'resource_not_found', 'not found', `There is no test control ${c.req.method} ${c.req.path}.`)
  })
  return app
}
