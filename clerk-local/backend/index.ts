import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import { clerkError, notImplemented } from '../core/errors.ts'
import { secretKeyRequired } from './auth.ts'
import { billingRoutes } from './billing.ts'
import { clientRoutes } from './clients.ts'
import { instanceRoutes } from './instance.ts'
import { invitationRoutes } from './invitations.ts'
import { membershipRoutes } from './memberships.ts'
import { operationOf } from './operations.ts'
import { organizationRoutes } from './organizations.ts'
import { roleRoutes } from './roles.ts'
import { sessionRoutes } from './sessions.ts'
import { tokenRoutes } from './tokens.ts'
import { userRoutes } from './users.ts'

/** The Backend API, under `/v1` as the SDK calls it. */
export function backend(ctx: Context): Hono {
  const app = new Hono()
  app.use(secretKeyRequired(ctx))
  for (const routes of [organizationRoutes, membershipRoutes, invitationRoutes, userRoutes, sessionRoutes, clientRoutes, tokenRoutes, roleRoutes, instanceRoutes, billingRoutes]) {
    app.route('/v1', routes(ctx))
  }
  app.all('*', (c) => {
    const path = c.req.path.replace(/^.*?\/v1(?=\/)/, '')
    const operation = operationOf(c.req.method, path)
    if (operation) throw notImplemented(`${operation} (${c.req.method} ${path})`)
    throw clerkError(404, 'resource_not_found', 'not found', `Clerk's Backend API has no operation ${c.req.method} ${path}.`)
  })
  return app
}
