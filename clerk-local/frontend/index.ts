import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { paymentOperations } from '../contract/frontend/billing/payments.ts'
import { planOperations } from '../contract/frontend/billing/plans.ts'
import { subscriptionOperations } from '../contract/frontend/billing/subscriptions.ts'
import { callbackOperations } from '../contract/frontend/callbacks.ts'
import { domainOperations } from '../contract/frontend/domains.ts'
import { instanceOperations, wellKnownOperations } from '../contract/frontend/instance.ts'
import { enterpriseConnectionOperations } from '../contract/frontend/enterprise-connections.ts'
import { invitationOperations } from '../contract/frontend/invitations.ts'
import { memberOperations } from '../contract/frontend/members.ts'
import { mineOperations } from '../contract/frontend/mine.ts'
import { organizationOperations } from '../contract/frontend/organizations.ts'
import { clientOperations } from '../contract/frontend/people/client.ts'
import { handshakeOperations } from '../contract/frontend/people/handshake.ts'
import { linkOperations } from '../contract/frontend/people/links.ts'
import { emailAddressOperations, meOperations } from '../contract/frontend/people/me.ts'
import { reverificationOperations } from '../contract/frontend/people/reverification.ts'
import { sessionOperations } from '../contract/frontend/people/sessions.ts'
import { signInOperations } from '../contract/frontend/people/sign-in.ts'
import { signUpOperations } from '../contract/frontend/people/sign-up.ts'
import type { Context } from '../core/context.ts'
import { clerkError, notImplemented } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'
import { register } from '../core/register.ts'
import { specPath } from '../core/operation-names.ts'
import { faultyCalls } from '../faults/index.ts'
import { rateLimited } from '../limits/rate-limits.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { assetRoutes } from './assets.ts'
import { paymentHandlers } from './billing/payments.ts'
import { planHandlers } from './billing/plans.ts'
import { subscriptionHandlers } from './billing/subscriptions.ts'
import { callbackHandlers } from './enterprise/callbacks.ts'
import { enterpriseConnectionHandlers } from './enterprise/connections.ts'
import { instanceHandlers, wellKnownHandlers } from './instance.ts'
import { domainHandlers } from './organizations/domains.ts'
import { invitationHandlers } from './organizations/invitations.ts'
import { memberHandlers } from './organizations/members.ts'
import { mineHandlers } from './organizations/mine.ts'
import { organizationHandlers } from './organizations/organizations.ts'
import { operationOf } from './operations.ts'
import { readParams } from './params.ts'
import { clientHandlers } from './people/client.ts'
import { emailAddressHandlers } from './people/email-addresses.ts'
import { handshakeHandlers } from './people/handshake.ts'
import { linkHandlers, type Proxies } from './people/links.ts'
import { meHandlers } from './people/me.ts'
import { reverificationHandlers } from './people/reverification.ts'
import { sessionHandlers } from './people/sessions.ts'
import { signInHandlers } from './people/sign-in.ts'
import { signUpHandlers } from './people/sign-up.ts'
import type { FrontendEnv } from './request.ts'

/** The Frontend API: what clerk-js and Clerk UI call, and the files they are made of. */
export function frontend(ctx: Context): Hono {
  const app = new Hono()
  register(app, wellKnownOperations, wellKnownHandlers(ctx))
  app.route('/', assetRoutes())
  app.route('/', apiKeyRoutes(ctx))
  app.route('/v1', api(ctx))
  return app
}

/** `?_method=PATCH` on a POST means PATCH: browsers only send GET and POST to Clerk (facts §D). */
export function overrideMethod(request: Request): Request {
  if (request.method !== 'POST' || !request.url.includes('_method=')) return request
  const method = new URL(request.url).searchParams.get('_method')?.toUpperCase()
  if (!method || !['PATCH', 'PUT', 'DELETE'].includes(method)) return request
  return new Request(request.url, { method, headers: request.headers, body: request.body, duplex: 'half' } as RequestInit)
}

function api(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>()
  // Other sites don't get to read this server through somebody's browser.
  app.use(cors({ origin: origin => isLoopback(origin) ? origin : null, credentials: true, exposeHeaders: ['Authorization', 'Clerk-Db-Jwt', 'Retry-After'] }))
  app.use(rateLimited(ctx, 'frontend'), faultyCalls(ctx, 'frontend', operationOf))
  const proxies: Proxies = new Map()
  app.use(async (c, next) => {
    const proxyUrl = c.req.header('clerk-proxy-url')
    if (proxyUrl && URL.canParse(proxyUrl)) proxies.set(new URL(proxyUrl).origin, proxyUrl.replace(/\/$/, ''))
    c.set('params', await readParams(c))
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
  })
  register(app, instanceOperations, instanceHandlers(ctx))
  register(app, clientOperations, clientHandlers(ctx))
  register(app, handshakeOperations, handshakeHandlers(ctx))
  register(app, linkOperations, linkHandlers(ctx, proxies))
  register(app, signInOperations, signInHandlers(ctx))
  register(app, signUpOperations, signUpHandlers(ctx))
  register(app, sessionOperations, sessionHandlers(ctx))
  register(app, reverificationOperations, reverificationHandlers(ctx))
  register(app, meOperations, meHandlers(ctx))
  register(app, emailAddressOperations, emailAddressHandlers(ctx))
  register(app, organizationOperations, organizationHandlers(ctx))
  register(app, memberOperations, memberHandlers(ctx))
  register(app, invitationOperations, invitationHandlers(ctx))
  register(app, domainOperations, domainHandlers(ctx))
  register(app, callbackOperations, callbackHandlers(ctx))
  register(app, enterpriseConnectionOperations, enterpriseConnectionHandlers(ctx))
  register(app, mineOperations, mineHandlers(ctx))
  register(app, planOperations, planHandlers(ctx))
  register(app, subscriptionOperations, subscriptionHandlers(ctx))
  register(app, paymentOperations, paymentHandlers(ctx))
  app.all('*', (c) => {
    const path = specPath(c.req.path)
    const operation = operationOf(c.req.method, path)
    if (operation) throw notImplemented(`${operation} (${c.req.method} ${path})`)
    throw clerkError(404, 'resource_not_found', 'not found', `Clerk's Frontend API has no operation ${c.req.method} ${path}.`)
  })
  return app
}
