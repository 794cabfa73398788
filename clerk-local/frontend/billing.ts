import type { BillingAnswers, billingOperations } from '../contract/frontend/billing.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { invalidParam, notFound } from '../core/errors.ts'
import { listPlans, requirePlan } from '../domain/billing/plans.ts'
import { findSubscription, type PayerType } from '../domain/billing/subscriptions.ts'
import { money, paymentMethodJson, planJson, subscriptionItemJson, subscriptionJson } from '../formatters/billing.ts'
import { member } from './organizations/organizations.ts'
import { type FrontendContext, listed, requireLiveSession, single } from './request.ts'

/** Billing as the profile's tabs and the pricing table read it. `billing/plans` and attempts answer bare (facts §D). */
export const billingHandlers = (ctx: Context): Handlers<FrontendContext, typeof billingOperations, BillingAnswers> => {
  const mine = payerReads(ctx, c => ({ type: 'user', id: requireLiveSession(ctx, c).user.id }))
  const ours = payerReads(ctx, c => ({ type: 'org', id: member(ctx, c, 'org:sys_billing:read').organization.id }))
  return {
    GetBillingPlanList(c) {
      const params = c.get('params')
      const type = params.string('payer_type')
      if (type && type !== 'org' && type !== 'user') throw invalidParam('payer_type', 'payer_type must be org or user.')
      return listed(c, listPlans(ctx, type as PayerType | undefined), p => planJson(ctx, p)).response
    },
    GetBillingPlan: (_, { planIdOrSlug }) => planJson(ctx, requirePlan(ctx, planIdOrSlug)),
    GetUserMainBillingSubscription: mine.subscription,
    GetUserBillingSubscriptionItems: mine.items,
    GetUserPaymentMethods: mine.paymentMethods,
    GetUserStatements: mine.none,
    GetUserPaymentAttempts: c => mine.none(c).response,
    GetUserCreditBalance: mine.credits,
    GetUserCreditHistory: mine.none,
    GetOrganizationBillingSubscription: ours.subscription,
    GetOrganizationBillingSubscriptionItems: ours.items,
    GetOrganizationPaymentMethods: ours.paymentMethods,
    GetOrganizationStatements: ours.none,
    GetOrganizationPaymentAttempts: c => ours.none(c).response,
    GetOrganizationCreditBalance: ours.credits,
    GetOrganizationCreditHistory: ours.none,
  }
}

/** What one kind of payer reads. */
function payerReads(ctx: Context, payerOf: (c: FrontendContext) => { type: PayerType, id: string }) {
  const subscriptionOf = (c: FrontendContext) => {
    const payer = payerOf(c)
    return findSubscription(ctx, payer.type, payer.id)
  }
  return {
    subscription(c: FrontendContext) {
      const subscription = subscriptionOf(c)
      if (!subscription) throw notFound('No subscription was found.')
      return single(subscriptionJson(ctx, subscription))
    },
    items(c: FrontendContext) {
      const subscription = subscriptionOf(c)
      return listed(c, subscription?.items ?? [], item => subscriptionItemJson(ctx, subscription as NonNullable<typeof subscription>, item))
    },
    paymentMethods(c: FrontendContext) {
      const subscription = subscriptionOf(c)
      return listed(c, subscription ? ctx.store.paymentMethods.by('payerId', subscription.payerId) : [], paymentMethodJson)
    },
    credits(c: FrontendContext) {
      payerOf(c)
      return single({ object: 'commerce_credit_balance' as const, balance: money(0) })
    },
    none(c: FrontendContext) {
      payerOf(c)
      return listed(c, [], (row: never) => row)
    },
  }
}
