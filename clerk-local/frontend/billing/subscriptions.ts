import type { SubscriptionAnswers, subscriptionOperations } from '../../contract/frontend/billing/subscriptions.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { PlanPeriod } from '../../core/entities/index.ts'
import { clerkError, invalidParam } from '../../core/errors.ts'
import { applyPromoCode, confirmCheckout, createCheckout, requireCheckout } from '../../domain/billing/checkouts.ts'
import { requireItem } from '../../domain/billing/items.ts'
import { cancelItem } from '../../domain/billing/plan-changes.ts'
import { checkoutJson } from '../../formatters/billing/checkout.ts'
import { subscriptionItemJson, subscriptionJson } from '../../formatters/billing/subscription.ts'
import type { Params } from '../params.ts'
import { type FrontendContext, listed, mutated, single } from '../request.ts'
import { wholeNumber } from './numbers.ts'
import { organization, type PayerOf, person } from './payer.ts'

/** Subscriptions and the checkouts that change them. */
export const subscriptionHandlers = (ctx: Context): Handlers<FrontendContext, typeof subscriptionOperations, SubscriptionAnswers> => {
  const mine = handlersOf(ctx, person(ctx))
  const ours = handlersOf(ctx, organization(ctx))
  return {
    GetUserMainBillingSubscription: mine.subscription,
    GetUserBillingSubscriptionItems: mine.items,
    DeleteUserBillingSubscriptionItem: (c, path) => mine.cancel(c, path.subscriptionItemID),
    CreateUserBillingCheckout: mine.create,
    GetUserBillingCheckout: (c, path) => mine.get(c, path.checkoutID),
    UpdateUserBillingCheckout: (c, path) => mine.update(c, path.checkoutID),
    ConfirmUserBillingCheckout: (c, path) => mine.confirm(c, path.checkoutID),
    GetOrganizationBillingSubscription: ours.subscription,
    GetOrganizationBillingSubscriptionItems: ours.items,
    DeleteOrganizationBillingSubscriptionItem: (c, path) => ours.cancel(c, path.subscriptionItemID),
    CreateOrganizationBillingCheckout: ours.create,
    GetOrganizationBillingCheckout: (c, path) => ours.get(c, path.checkoutID),
    UpdateOrganizationBillingCheckout: (c, path) => ours.update(c, path.checkoutID),
    ConfirmOrganizationBillingCheckout: (c, path) => ours.confirm(c, path.checkoutID),
  }
}

function handlersOf(ctx: Context, payerOf: PayerOf) {
  return {
    subscription: (c: FrontendContext) => single(subscriptionJson(ctx, payerOf(c).subscription, 'frontend')),

    items(c: FrontendContext) {
      const { subscription } = payerOf(c)
      return listed(c, [...subscription.items].reverse(), item => subscriptionItemJson(ctx, subscription, item, 'frontend'))
    },

    cancel(c: FrontendContext, id: string) {
      const { client, subscription } = payerOf(c, true)
      const item = cancelItem(ctx, subscription, requireItem(subscription, id))
      return mutated(ctx, c, client, subscriptionItemJson(ctx, subscription, item, 'frontend'))
    },

    create(c: FrontendContext) {
      const { client, subscription } = payerOf(c, true)
      requireEmail(ctx, subscription.userId)
      const params = c.get('params')
      const planId = params.string('plan_id')
      if (!planId) throw clerkError(400, 'missing_plan_id', 'Missing plan ID', 'Plan ID is required to perform this operation')
      const checkout = createCheckout(ctx, subscription, {
        planId, planPeriod: periodOf(params), priceId: params.string('price_id') || undefined,
        seatsQuantity: wholeNumber(params, 'seats_quantity'), paymentMethodId: params.string('payment_method_id') || undefined,
      })
      return mutated(ctx, c, client, checkoutJson(ctx, subscription, checkout))
    },

    get(c: FrontendContext, id: string) {
      const { subscription } = payerOf(c)
      return single(checkoutJson(ctx, subscription, requireCheckout(ctx, subscription, id)))
    },

    update(c: FrontendContext, id: string) {
      const { client, subscription } = payerOf(c, true)
      const checkout = applyPromoCode(ctx, subscription, id, c.get('params').string('promo_code')?.trim() ?? '')
      return mutated(ctx, c, client, checkoutJson(ctx, subscription, checkout))
    },

    confirm(c: FrontendContext, id: string) {
      const { client, subscription } = payerOf(c, true)
      const params = c.get('params')
      const paymentToken = params.string('payment_token') || undefined
      const gateway = params.string('gateway')
      if (gateway && gateway !== 'stripe') throw clerkError(400, 'invalid_gateway_type', 'Invalid gateway type', 'Gateway type is invalid')
      const checkout = confirmCheckout(ctx, subscription, id, { paymentMethodId: params.string('payment_method_id') || undefined, paymentToken, useTestCard: params.boolean('use_test_card') })
      return mutated(ctx, c, client, checkoutJson(ctx, subscription, checkout))
    },
  }
}

function periodOf(params: Params): PlanPeriod {
  const period = params.string('plan_period') || 'month'
  if (period !== 'month' && period !== 'annual') throw invalidParam('plan_period', 'plan_period must be month or annual.')
  return period
}

/** People pay under their e-mail address; Clerk UI asks for one on this error (Clerk's error index). */
function requireEmail(ctx: Context, userId: string | null): void {
  const user = ctx.store.users.get(userId)
  if (user && user.emailAddresses.length === 0) throw clerkError(400, 'missing_payer_email', 'Missing payer email', 'Payer email is required to perform this operation')
}
