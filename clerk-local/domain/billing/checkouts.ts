import type { Context } from '../../core/context.ts'
import type { Checkout, PaymentMethod, PlanPeriod, Quote, Subscription } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { discountByCode } from './catalog/discounts.ts'
import { requirePlan } from './catalog/plans.ts'
import { defaultPrice, findPrice } from './catalog/prices.ts'
import { addMethod, defaultMethod, listMethods, requireMethod, testCard } from './payments/methods.ts'
import { applyQuote } from './plan-changes.ts'
import { quoteFor, type Wanted } from './quotes.ts'

/** What a checkout asks for. */
export interface CheckoutInput {
  planId: string
  planPeriod: PlanPeriod
  priceId?: string
  seatsQuantity?: number
  paymentMethodId?: string
}

/** How a checkout is paid: a saved card, a new one, or the test card. */
export interface PaymentInput {
  paymentMethodId?: string
  paymentToken?: string
  useTestCard?: boolean
}

/** Begins a checkout and refuses what could not be confirmed. */
export function createCheckout(ctx: Context, subscription: Subscription, input: CheckoutInput): Checkout {
  const plan = requirePlan(ctx, input.planId)
  const held = subscription.items.filter(item => item.planId === plan.id)
  const offered = [defaultPrice(plan).id, ...held.map(item => item.priceId)]
  const priceId = input.priceId ?? defaultPrice(plan).id
  if (!offered.includes(priceId)) throw clerkError(422, 'price_id_invalid_for_checkout', 'Invalid price_id for checkout', 'You cannot checkout with that price.')
  if (!plan.publiclyVisible && !held.length) throw clerkError(400, 'billing_plan_is_hidden', 'Plan is not Publicly available', 'Plan is not Publicly available, and should not be used in checkout')
  const now = ctx.store.now()
  const checkout: Checkout = {
    id: ctx.store.id('cchk'), payerId: subscription.payerId, planId: plan.id, priceId, planPeriod: input.planPeriod, seatsQuantity: input.seatsQuantity ?? null, discountId: null,
    status: 'needs_confirmation', quote: null, itemId: null,
    paymentMethodId: (input.paymentMethodId ? requireMethod(ctx, subscription.payerId, input.paymentMethodId) : defaultMethod(ctx, subscription.payerId))?.id ?? null,
    createdAt: now, updatedAt: now,
  }
  quoteOf(ctx, subscription, checkout)
  return ctx.store.checkouts.insert(checkout)
}

/** A checkout of this payer, or 404 (Clerk's error index). */
export function requireCheckout(ctx: Context, subscription: Subscription, id: string): Checkout {
  const checkout = ctx.store.checkouts.get(id)
  if (checkout?.payerId !== subscription.payerId) throw clerkError(404, 'checkout_not_found', 'Checkout not found')
  return checkout
}

/** Applies a promo code; an empty one takes it off again. */
export function applyPromoCode(ctx: Context, subscription: Subscription, id: string, promoCode: string): Checkout {
  const checkout = requireOpen(ctx, subscription, id)
  return ctx.store.checkouts.update(checkout.id, { discountId: promoCode ? discountByCode(ctx, promoCode).id : null, updatedAt: ctx.store.now() })
}

/** Does what the checkout says. A refused payment leaves it open for another card. */
export function confirmCheckout(ctx: Context, subscription: Subscription, id: string, payment: PaymentInput): Checkout {
  const checkout = requireOpen(ctx, subscription, id)
  const quote = quoteOf(ctx, subscription, checkout)
  const method = chosenMethod(ctx, subscription, checkout, payment)
  if (needsPaymentMethod(ctx, quote) && !method) throw clerkError(404, 'payment_source_not_found', 'Payment source not found')
  const item = applyQuote(ctx, subscription, wantedBy(ctx, checkout), quote, method)
  return ctx.store.checkouts.update(checkout.id, { status: 'completed', quote, itemId: item.id, paymentMethodId: method?.id ?? null, updatedAt: ctx.store.now() })
}

/** What the checkout does and costs: as agreed, or as it stands while it is open. */
export function quoteOf(ctx: Context, subscription: Subscription, checkout: Checkout): Quote {
  return checkout.quote ?? quoteFor(ctx, subscription, wantedBy(ctx, checkout))
}

/** Whether confirming takes a card: there is something to pay, or a trial that the instance gives only against one. */
export function needsPaymentMethod(ctx: Context, quote: Quote): boolean {
  return quote.dueNow > 0 || (quote.trialEndsAt !== null && ctx.settings.billing.freeTrialRequiresPaymentMethod)
}

function wantedBy(ctx: Context, checkout: Checkout): Wanted {
  const found = findPrice(ctx, checkout.priceId)
  if (!found) throw clerkError(404, 'plan_not_found', 'Plan not found')
  return { ...found, period: checkout.planPeriod, seats: checkout.seatsQuantity, discount: ctx.store.discounts.get(checkout.discountId) ?? null }
}

function requireOpen(ctx: Context, subscription: Subscription, id: string): Checkout {
  const checkout = requireCheckout(ctx, subscription, id)
  if (checkout.status === 'completed') throw clerkError(400, 'checkout_already_completed', 'Checkout already completed', 'This checkout is completed. Start another one.')
  return checkout
}

function chosenMethod(ctx: Context, subscription: Subscription, checkout: Checkout, payment: PaymentInput): PaymentMethod | undefined {
  if (payment.paymentMethodId) return requireMethod(ctx, subscription.payerId, payment.paymentMethodId)
  if (payment.paymentToken) return addMethod(ctx, subscription.payerId, payment.paymentToken)
  if (payment.useTestCard) return testCard(ctx, subscription.payerId)
  // A card that was removed since doesn't pay.
  return listMethods(ctx, subscription.payerId).find(method => method.id === checkout.paymentMethodId)
}
