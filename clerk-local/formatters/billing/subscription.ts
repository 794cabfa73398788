import type { NextPaymentObject, OldSubscriptionItemObject, RedemptionObject, SubscriptionItemObject, SubscriptionObject, TransitionObject } from '../../contract/objects/billing/subscription.ts'
import type { Context } from '../../core/context.ts'
import type { Redemption, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { instanceId } from '../../core/keys/keys.ts'
import { subtotalOf } from '../../domain/billing/amounts.ts'
import { amountOff } from '../../domain/billing/catalog/discounts.ts'
import { isLive, planOf } from '../../domain/billing/items.ts'
import { itemCharge, mayTry } from '../../domain/billing/quotes.ts'
import { renewalCharge } from '../../domain/billing/renewals.ts'
import type { Transition } from '../../domain/billing/transitions.ts'
import { type Api, creditsJson, money, tierTotals, totalsJson, unitTotals } from './money.ts'
import { payerJson, paymentMethodJson } from './payer.ts'
import { oldPlanJson, planJson, priceJson } from './plan.ts'

/** One plan of a subscription; `charge` is the payment that it is told with. */
export function subscriptionItemJson(ctx: Context, subscription: Subscription, item: SubscriptionItem, api: Api, charge = item.charge): SubscriptionItemObject {
  const method = ctx.store.paymentMethods.get(item.paymentMethodId)
  const seats = seatsJson(ctx, item)
  return {
    ...commonItemJson(ctx, subscription, item, api),
    // The Frontend API tells what runs out as active, with `canceled_at`: Clerk UI knows no other word.
    status: api === 'frontend' && item.status === 'canceled' ? 'active' : item.status,
    credits: charge && creditsJson(charge),
    plan: planJson(ctx, planOf(ctx, item)),
    ...(method && { payment_method: paymentMethodJson(ctx, method) }),
    payer: payerJson(ctx, subscription),
    ...(seats && { seats }),
    totals: charge && totalsJson(ctx, charge, api),
    ...(api === 'frontend' && {
      amount: money(subtotalOf(itemCharge(ctx, item))),
      ...(method && { payment_method_id: method.id }),
      applied_discount: item.discount?.status === 'active' ? redemptionJson(ctx, item, item.discount) : null,
    }),
  }
}

/** A subscription with the items that count now or later. */
export function subscriptionJson(ctx: Context, subscription: Subscription, api: Api): SubscriptionObject {
  const items = subscription.items.filter(isLive)
  const next = items.map(item => nextPayment(ctx, item, api)).filter(payment => payment !== null).sort((a, b) => a.date - b.date)[0]
  return {
    object: 'commerce_subscription',
    id: subscription.id,
    instance_id: instanceId,
    status: subscription.status,
    payer_id: subscription.payerId,
    active_at: subscription.activeAt,
    past_due_at: subscription.pastDueAt,
    subscription_items: items.map(item => subscriptionItemJson(ctx, subscription, item, api)),
    ...(api === 'frontend' ? { next_payment: next ? withoutUnits(next) : null } : next && { next_payment: next }),
    eligible_for_free_trial: mayTry(subscription),
    created_at: subscription.createdAt,
    updated_at: subscription.updatedAt,
  }
}

/** A discount on an item. */
export function redemptionJson(ctx: Context, item: SubscriptionItem, redemption: Redemption): RedemptionObject {
  const discount = ctx.store.discounts.get(redemption.discountId)
  return {
    object: 'commerce_discount_redemption',
    id: redemption.id,
    subscription_item_id: item.id,
    discount_id: redemption.discountId,
    name: discount?.name ?? '',
    source: redemption.source,
    ...(redemption.source === 'promo_code' && discount?.promoCode && { promo_code: discount.promoCode }),
    effect: discount?.percentOff == null ? 'fixed_amount' : 'percentage',
    percent_off: discount?.percentOff ?? null,
    amount_off: discount?.amountOff == null ? null : money(discount.amountOff),
    amount: discount ? money(amountOff(discount, subtotalOf(itemCharge(ctx, item)))) : null,
    cycles_remaining: redemption.cyclesRemaining,
    cycles_applied: redemption.cyclesApplied,
    status: redemption.status,
    redeemed_at: redemption.redeemedAt,
    redeemed_by: null,
  }
}

/** An item in the older form. */
export function oldSubscriptionItemJson(ctx: Context, subscription: Subscription, item: SubscriptionItem): OldSubscriptionItemObject {
  return {
    ...commonItemJson(ctx, subscription, item, 'backend'),
    status: item.status === 'canceled' ? 'active' : item.status,
    plan: oldPlanJson(ctx, planOf(ctx, item), item.planPeriod),
    payment_source_id: item.paymentMethodId ?? '',
    payer: null,
    amount: money(subtotalOf(itemCharge(ctx, item))),
    proration_date: new Date(item.periodStart).toISOString().slice(0, 10),
  }
}

/** What came of a price transition. */
export function transitionJson(ctx: Context, subscription: Subscription, { item, previous, previousPrice, immediate, charged }: Transition): TransitionObject {
  const previousStatus = previous.status === 'ended' || previous.status === 'abandoned' ? previous.status : 'canceled'
  return {
    object: 'commerce_price_transition',
    subscription_item: oldSubscriptionItemJson(ctx, subscription, item),
    transition: {
      previous_plan: oldPlanJson(ctx, planOf(ctx, previous), previous.planPeriod),
      previous_price: priceJson(previousPrice),
      effective_at: item.periodStart,
      effective_mode: immediate ? 'immediate' : 'end_of_period',
      next_billing_date: immediate ? item.periodEnd : item.periodStart,
      charged_immediately: charged > 0,
      immediate_charge: charged > 0 ? money(charged) : null,
      previous_subscription_item_status: previousStatus,
      previous_subscription_item_id: previous.id,
    },
  }
}

/** Seats of an item: those bought, or the plan's limit; null is without limit. */
export function seatsOf(ctx: Context, item: SubscriptionItem): number | null | undefined {
  const plan = planOf(ctx, item)
  return plan.seatPrice ? item.seats : plan.seats === null ? undefined : plan.seats || null
}

function commonItemJson(ctx: Context, subscription: Subscription, item: SubscriptionItem, api: Api) {
  return {
    object: 'commerce_subscription_item' as const,
    id: item.id,
    instance_id: instanceId,
    plan_id: item.planId,
    price_id: item.priceId,
    plan_period: item.planPeriod,
    lifetime_paid: money(item.lifetimePaid),
    next_payment: nextPayment(ctx, item, api),
    payer_id: subscription.payerId,
    is_free_trial: item.isFreeTrial,
    period_start: item.periodStart,
    period_end: item.periodEnd,
    canceled_at: item.canceledAt,
    past_due_at: item.pastDueAt,
    ended_at: item.endedAt,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
  }
}

/** When an item will be charged next, and how much by today's prices. */
function nextPayment(ctx: Context, item: SubscriptionItem, api: Api): NextPaymentObject | null {
  const date = item.status === 'active' ? item.periodEnd : item.status === 'upcoming' && item.periodEnd !== null ? item.periodStart : null
  if (date === null) return null
  const charge = renewalCharge(ctx, item)
  return { amount: money(charge.base ?? 0), date, ...unitTotals(charge), totals: totalsJson(ctx, charge, api) }
}

/** The Frontend API's subscription tells its seats in `totals` only. */
function withoutUnits({ amount, date, totals }: NextPaymentObject): NextPaymentObject {
  return { amount, date, totals }
}

function seatsJson(ctx: Context, item: SubscriptionItem): SubscriptionItemObject['seats'] {
  const quantity = seatsOf(ctx, item)
  return quantity === undefined ? undefined : { quantity, tiers: tierTotals(itemCharge(ctx, item)) }
}
