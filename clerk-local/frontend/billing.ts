import { Hono } from 'hono'
import type { Context } from '../core/context.ts'
import { invalidParam, notFound } from '../core/errors.ts'
import { listPlans, requirePlan } from '../domain/billing/plans.ts'
import { findSubscription, type PayerType } from '../domain/billing/subscriptions.ts'
import { money, paymentMethodJson, planJson, subscriptionItemJson, subscriptionJson } from '../formatters/billing.ts'
import { member } from './organizations/organizations.ts'
import { type FrontendContext, type FrontendEnv, page, read, requireLiveSession } from './request.ts'

/** Billing as the profile's tabs and the pricing table read it. `billing/plans` and attempts answer bare (facts §D). */
export function billingRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>()

  app.get('/billing/plans', (c) => {
    const params = c.get('params')
    const type = params.string('payer_type')
    if (type && type !== 'org' && type !== 'user') throw invalidParam('payer_type', 'payer_type must be org or user.')
    const rows = listPlans(ctx, type as PayerType | undefined)
    const { limit, offset } = params.page()
    return c.json({ data: rows.slice(offset, offset + limit).map(p => planJson(ctx, p)), total_count: rows.length })
  })

  app.get('/billing/plans/:plan', c => c.json(planJson(ctx, requirePlan(ctx, c.req.param('plan')))))

  payerRoutes('/me/billing', (c) => {
    return { type: 'user' as const, id: requireLiveSession(ctx, c).user.id }
  })
  payerRoutes('/organizations/:organization_id/billing', (c) => {
    return { type: 'org' as const, id: member(ctx, c, 'org:sys_billing:read').organization.id }
  })

  function payerRoutes(base: string, payerOf: (c: FrontendContext) => { type: PayerType, id: string }) {
    const subscriptionOf = (c: FrontendContext) => {
      const payer = payerOf(c)
      return findSubscription(ctx, payer.type, payer.id)
    }

    app.get(`${base}/subscription`, (c) => {
      const subscription = subscriptionOf(c)
      if (!subscription) throw notFound('No subscription was found.')
      return read(c, subscriptionJson(ctx, subscription))
    })

    app.get(`${base}/subscription_items`, (c) => {
      const subscription = subscriptionOf(c)
      return page(c, subscription?.items ?? [], item => subscriptionItemJson(ctx, subscription as NonNullable<typeof subscription>, item))
    })

    app.get(`${base}/payment_methods`, (c) => {
      const subscription = subscriptionOf(c)
      return page(c, subscription ? ctx.store.paymentMethods.by('payerId', subscription.payerId) : [], paymentMethodJson)
    })

    app.get(`${base}/statements`, (c) => {
      payerOf(c)
      return page(c, [], row => row)
    })

    app.get(`${base}/payment_attempts`, (c) => {
      payerOf(c)
      return c.json({ data: [], total_count: 0 })
    })

    app.get(`${base}/credits`, (c) => {
      payerOf(c)
      return read(c, { object: 'commerce_credit_balance', balance: money(0) })
    })

    app.get(`${base}/credits/history`, (c) => {
      payerOf(c)
      return page(c, [], row => row)
    })
  }

  return app
}
