import type { CheckoutTotalsObject } from '../../contract/objects/billing/money.ts'
import type { CheckoutObject } from '../../contract/objects/billing/payment.ts'
import type { Context } from '../../core/context.ts'
import type { Charge, Checkout, Quote, Subscription } from '../../core/entities/index.ts'
import { dueOf, recurringCharge, subtotalOf } from '../../domain/billing/amounts.ts'
import { findPrice } from '../../domain/billing/catalog/prices.ts'
import { needsPaymentMethod, quoteOf } from '../../domain/billing/checkouts.ts'
import { baseFee, creditsJson, discountsJson, money, totalsJson, unitTotals } from './money.ts'
import { gatewayAccount, payerJson, paymentMethodJson } from './payer.ts'
import { planJson } from './plan.ts'
import { subscriptionItemJson } from './subscription.ts'

/** A checkout: what it will do and cost, or what it did. */
export function checkoutJson(ctx: Context, subscription: Subscription, checkout: Checkout): CheckoutObject {
  const quote = quoteOf(ctx, subscription, checkout)
  const found = findPrice(ctx, checkout.priceId)
  if (!found) throw new Error(`No price ${checkout.priceId}`)
  const method = ctx.store.paymentMethods.get(checkout.paymentMethodId)
  const item = subscription.items.find(i => i.id === checkout.itemId)
  return {
    object: 'commerce_checkout',
    id: checkout.id,
    plan: planJson(ctx, found.plan),
    plan_period: checkout.planPeriod,
    payer: payerJson(ctx, subscription),
    ...(method && { payment_method: paymentMethodJson(ctx, method) }),
    external_gateway_id: gatewayAccount,
    status: checkout.status,
    totals: checkoutTotals(ctx, quote, recurringCharge(found.plan, found.price, checkout.planPeriod, quote.seats)),
    ...(item && { subscription_item: subscriptionItemJson(ctx, subscription, item, 'frontend') }),
    plan_period_start: quote.periodStart,
    is_immediate_plan_change: quote.change !== 'later',
    ...(quote.trialEndsAt !== null && { free_trial_ends_at: quote.trialEndsAt }),
    needs_payment_method: needsPaymentMethod(ctx, quote),
  }
}

/** `recurring` is what every later period costs. */
function checkoutTotals(ctx: Context, { charge, dueNow, trialEndsAt }: Quote, recurring: Charge): CheckoutTotalsObject {
  return {
    subtotal: money(subtotalOf(charge)),
    base_fee: charge.base === null ? null : baseFee(charge),
    tax_total: money(0),
    grand_total: money(dueOf(charge)),
    total_due_now: money(dueNow),
    total_due_after_free_trial: trialEndsAt === null ? null : money(dueOf(charge)),
    total_due_per_period: money(subtotalOf(recurring)),
    totals_due_per_period: periodTotals(ctx, recurring),
    past_due: charge.pastDue ? money(charge.pastDue) : null,
    credit: charge.proratedCredit && money(charge.proratedCredit.amount),
    credits: creditsJson(charge),
    discounts: discountsJson(ctx, charge, 'frontend'),
    ...unitTotals(charge),
  }
}

function periodTotals(ctx: Context, recurring: Charge): CheckoutTotalsObject['totals_due_per_period'] {
  const { subtotal, base_fee, tax_total, grand_total, per_unit_totals } = totalsJson(ctx, recurring, 'frontend')
  return { subtotal, base_fee, tax_total, grand_total, ...(per_unit_totals && { per_unit_totals }) }
}
