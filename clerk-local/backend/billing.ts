import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import { clerkError, notFound } from '../core/errors.ts'
import { listPlans } from '../domain/billing/plans.ts'
import { findSubscription, type PayerType } from '../domain/billing/subscriptions.ts'
import { requireUser } from '../domain/people/users/users.ts'
import { planJson, subscriptionJson } from '../formatters/billing.ts'
import { organizationById } from './organizations.ts'
import { page, queryWord } from './request.ts'

/** Plans, and the subscriptions of organizations and users. */
export function billingRoutes(ctx: Context): Hono {
  const app = new Hono()

  app.get('/billing/plans', (c) => {
    const rows = listPlans(ctx, queryWord(c, 'payer_type', ['org', 'user']))
    return c.json({ data: page(c, rows).map(plan => planJson(ctx, plan)), total_count: rows.length })
  })

  app.get('/organizations/:id/billing/subscription', c => c.json(subscription(ctx, 'org', organizationById(ctx, c.req.param('id')).id)))
  app.get('/users/:id/billing/subscription', c => c.json(subscription(ctx, 'user', requireUser(ctx, c.req.param('id')).id)))

  return app
}

function subscription(ctx: Context, type: PayerType, payerId: string) {
  const { organizationEnabled, userEnabled } = ctx.settings.billing
  if (!(type === 'org' ? organizationEnabled : userEnabled)) {
    const whom = type === 'org' ? 'organizations' : 'users'
    throw clerkError(403, 'billing_not_enabled', 'access denied', `The billing feature for ${whom} is not enabled for this instance. You can enable it at https://dashboard.clerk.com.`)
  }
  const found = findSubscription(ctx, type, payerId)
  if (!found) throw notFound('Subscription not found')
  return subscriptionJson(ctx, found)
}
