import type { PayerEventObject, PaymentAttemptEventObject, PlanEventObject, SubscriptionEventObject, SubscriptionItemEventObject } from '../../contract/objects/billing/events.ts'
import type { Context } from '../../core/context.ts'
import type { PaymentAttempt, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { instanceId } from '../../core/keys/keys.ts'
import { dueOf, subtotalOf } from '../../domain/billing/amounts.ts'
import { itemInForce, planOf } from '../../domain/billing/items.ts'
import { itemCharge } from '../../domain/billing/quotes.ts'
import { creditsJson, money, prorationJson } from './money.ts'
import { payerJson } from './payer.ts'
import { gatewayPayment, payee } from './payment.ts'
import { unitPricesJson } from './plan.ts'
import { seatsOf } from './subscription.ts'

/** A subscription as webhooks tell it: payer and all items inside (facts §G). */
export function subscriptionEventJson(ctx: Context, subscription: Subscription): SubscriptionEventObject {
  return {
    object: 'commerce_subscription',
    id: subscription.id,
    status: subscription.status,
    active_at: subscription.activeAt,
    canceled_at: null,
    created_at: subscription.createdAt,
    ended_at: null,
    past_due_at: subscription.pastDueAt,
    updated_at: subscription.updatedAt,
    latest_payment_id: subscription.latestPaymentId,
    payer_id: subscription.payerId,
    payer: payerEventJson(ctx, subscription),
    payment_source_id: itemInForce(subscription)?.paymentMethodId ?? null,
    items: subscription.items.map(item => ({ ...itemJson(ctx, item), subscription_id: null })),
  }
}

/** A subscription item as webhooks tell it. */
export function subscriptionItemEventJson(ctx: Context, subscription: Subscription, item: SubscriptionItem): SubscriptionItemEventObject {
  return { ...itemJson(ctx, item), payer: payerEventJson(ctx, subscription), subscription_id: subscription.id }
}

/** A payment attempt as webhooks tell it. */
export function paymentEventJson(ctx: Context, subscription: Subscription, attempt: PaymentAttempt): PaymentAttemptEventObject {
  const { charge } = attempt
  const { object: _, ...paidTo } = payee
  const payer = payerEventJson(ctx, subscription)
  const item = subscription.items.find(i => i.id === attempt.itemId)
  return {
    id: attempt.id,
    instance_id: instanceId,
    payment_id: attempt.paymentId,
    invoice_id: '',
    statement_id: attempt.statementId,
    gateway_external_id: gatewayPayment(attempt),
    status: attempt.status,
    created_at: attempt.createdAt,
    updated_at: attempt.updatedAt,
    paid_at: attempt.paidAt,
    failed_at: attempt.failedAt,
    failed_reason: attempt.failedReason,
    billing_date: attempt.createdAt,
    charge_type: attempt.chargeType,
    payee: paidTo,
    payer,
    totals: {
      subtotal: money(subtotalOf(charge)),
      tax_total: money(0),
      grand_total: money(dueOf(charge)),
      ...(charge.seatTiers.length > 0 && {
        per_unit_totals: charge.seatTiers.map(({ quantity, fee }) => ({ name: 'seats', amount: fee, quantity, total: quantity * fee * charge.months, currency: 'USD' })),
      }),
    },
    payment_source: paymentSource(ctx, attempt),
    subscription_items: item
      ? [{
          ...subscriptionItemEventJson(ctx, subscription, item),
          ...(charge.proratedCredit && { credit: prorationJson(charge.proratedCredit) }),
          credits: creditsJson(charge),
        }]
      : [],
  }
}

function itemJson(ctx: Context, item: SubscriptionItem): Omit<SubscriptionItemEventObject, 'payer' | 'subscription_id'> {
  const quantity = seatsOf(ctx, item)
  return {
    object: 'commerce_subscription_item',
    id: item.id,
    status: item.status,
    is_free_trial: item.isFreeTrial,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    period_start: item.periodStart,
    period_end: item.periodEnd,
    interval: item.planPeriod,
    plan_id: item.planId,
    plan: planEventJson(ctx, item),
    ...(quantity !== undefined && { seats: { quantity } }),
  }
}

/** `amount` is the plan's fee for the item's period (webhooks.yml). */
function planEventJson(ctx: Context, item: SubscriptionItem): PlanEventObject {
  const plan = planOf(ctx, item)
  const unitPrices = unitPricesJson(plan)
  return {
    id: plan.id,
    slug: plan.slug,
    name: plan.name,
    is_recurring: true,
    amount: itemCharge(ctx, item).base ?? 0,
    currency: 'USD',
    ...(unitPrices && {
      unit_prices: unitPrices.map(price => ({
        ...price, tiers: price.tiers.map(({ fee_per_block, ...tier }) => ({ ...tier, amount_per_block: fee_per_block.amount, currency: fee_per_block.currency })),
      })),
    }),
  }
}

function payerEventJson(ctx: Context, subscription: Subscription): PayerEventObject {
  const payer = payerJson(ctx, subscription)
  return {
    object: 'commerce_payer',
    id: payer.id,
    user_id: payer.user_id ?? '',
    first_name: payer.first_name ?? '',
    last_name: payer.last_name ?? '',
    email: payer.email ?? '',
    organization_id: payer.organization_id ?? '',
    organization_name: payer.organization_name ?? '',
    image_url: payer.image_url,
    created_at: payer.created_at,
    updated_at: payer.updated_at,
  }
}

function paymentSource(ctx: Context, attempt: PaymentAttempt): PaymentAttemptEventObject['payment_source'] {
  const method = ctx.store.paymentMethods.get(attempt.paymentMethodId)
  return {
    id: method?.id ?? '',
    gateway: 'stripe',
    gateway_external_id: method?.id.replace('cps_', 'pm_') ?? '',
    gateway_external_account_id: payee.gateway_external_id,
    payment_method: 'card',
    status: method?.status ?? 'active',
    card_type: method?.cardType ?? null,
    last4: method?.last4 ?? null,
  }
}
