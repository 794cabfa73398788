import { Hono } from 'hono'
import { apiKeyOperations } from '../contract/backend/api-keys.ts'
import { subscriptionItemOperations } from '../contract/backend/billing/items.ts'
import { payerOperations } from '../contract/backend/billing/payers.ts'
import { planOperations } from '../contract/backend/billing/plans.ts'
import { enterpriseConnectionOperations } from '../contract/backend/enterprise-connections.ts'
import { instanceOperations } from '../contract/backend/instance.ts'
import type { Context } from '../core/context.ts'
import { clerkError, notImplemented } from '../core/errors.ts'
import { register } from '../core/register.ts'
import { specPath } from '../core/operation-names.ts'
import { faultyCalls } from '../faults/index.ts'
import { rateLimited } from '../limits/rate-limits.ts'
import { apiKeyHandlers } from './api-keys.ts'
import { secretKeyRequired } from './auth.ts'
import { subscriptionItemHandlers } from './billing/items.ts'
import { payerHandlers } from './billing/payers.ts'
import { planHandlers } from './billing/plans.ts'
import { enterpriseConnectionHandlers } from './enterprise-connections.ts'
import { instanceHandlers } from './instance.ts'
import { operationOf } from './operations.ts'
import { registerOrganizations } from './organizations/index.ts'
import { registerSessions } from './sessions/index.ts'
import { registerUsers } from './users/index.ts'

/** The Backend API, under `/v1` as the SDK calls it. */
export function backend(ctx: Context): Hono {
  const app = new Hono()
  app.use(secretKeyRequired(ctx), rateLimited(ctx, 'backend'), faultyCalls(ctx, 'backend', operationOf))
  const v1 = new Hono()
  registerOrganizations(v1, ctx)
  registerUsers(v1, ctx)
  registerSessions(v1, ctx)
  register(v1, instanceOperations, instanceHandlers(ctx))
  register(v1, enterpriseConnectionOperations, enterpriseConnectionHandlers(ctx))
  register(v1, planOperations, planHandlers(ctx))
  register(v1, subscriptionItemOperations, subscriptionItemHandlers(ctx))
  register(v1, payerOperations, payerHandlers(ctx))
  register(v1, apiKeyOperations, apiKeyHandlers(ctx))
  app.route('/v1', v1)
  // The SDK calls these without the version (its api/factory).
  register(app, apiKeyOperations, apiKeyHandlers(ctx))
  app.all('*', (c) => {
    const path = specPath(c.req.path)
    const operation = operationOf(c.req.method, path)
    if (operation) throw notImplemented(`${operation} (${c.req.method} ${path})`)
    throw clerkError(404, 'resource_not_found', 'not found', `Clerk's Backend API has no operation ${c.req.method} ${path}.`)
  })
  return app
}
