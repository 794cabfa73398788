import type { Context } from '../../core/context.ts'
import type { PlanPeriod, Price, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { findPrice } from './catalog/prices.ts'
import { isLive } from './items.ts'
import { defaultMethod } from './payments/methods.ts'
import { applyQuote } from './plan-changes.ts'
import { quoteFor, type Wanted } from './quotes.ts'

/** What came of a price transition. */
export interface Transition {
  item: SubscriptionItem
  previous: SubscriptionItem
  previousPrice: Price
  immediate: boolean
  /** Cents taken at once. */
  charged: number
}

/** Moves an item to another price: from free at once, from a paid cycle at its end (Clerk docs, Custom Plans and prices). */
export function createTransition(ctx: Context, subscription: Subscription, previous: SubscriptionItem, fromPriceId: string, toPriceId: string): Transition {
  const from = findPrice(ctx, fromPriceId)
  const to = findPrice(ctx, toPriceId)
  if (!from || !to) throw clerkError(404, 'resource_not_found', 'Price not found', `No price was found with id ${from ? toPriceId : fromPriceId}.`)
  if (previous.priceId !== fromPriceId) throw clerkError(409, 'price_id_mismatch', 'Price mismatch', 'The subscription item is not on the price to transition from.')
  if (!isLive(previous)) throw clerkError(409, 'invalid_plan_change', 'Invalid plan change', 'The subscription item is over.')
  // A transition gives no trial, and never cuts a paid cycle short.
  const wanted: Wanted = { price: to.price, plan: { ...to.plan, freeTrialDays: null }, period: offeredPeriod(to.price, previous.planPeriod), seats: null, discount: null, waits: true }
  const quote = quoteFor(ctx, subscription, wanted)
  const item = applyQuote(ctx, subscription, wanted, quote, defaultMethod(ctx, subscription.payerId))
  return { item, previous, previousPrice: from.price, immediate: quote.change !== 'later', charged: quote.dueNow }
}

/** The period of before where the price has it, else the one it has. */
function offeredPeriod(price: Price, period: PlanPeriod): PlanPeriod {
  const offered = period === 'annual' ? price.annualFee : price.monthlyFee
  return offered !== null ? period : price.annualFee !== null ? 'annual' : 'month'
}
