import type { Context } from '../../core/context.ts'
import type { PaymentMethod, Quote, Redemption, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { clerkError, paramError } from '../../core/errors.ts'
import { addDays, periodEnd, subtotalOf } from './amounts.ts'
import { billingChanged } from './changes.ts'
import { abandonOthers, activate, addItem, changeItem, finish, isLive, itemInForce, planOf, returnToDefault, upcomingItem } from './items.ts'
import { attemptPayment, paymentError } from './payments/charges.ts'
import type { Wanted } from './quotes.ts'

/** How long before its end a trial's end is announced, in days (Clerk docs, Free trials). */
const trialNoticeDays = 3

/** Does what a quote says, with the money taken from the card. A refused payment leaves an incomplete item behind and throws. */
export function applyQuote(ctx: Context, subscription: Subscription, wanted: Wanted, quote: Quote, method: PaymentMethod | undefined): SubscriptionItem {
  const current = itemInForce(subscription)
  let item: SubscriptionItem
  if (quote.change === 'new' || !current) item = startNow(ctx, subscription, wanted, quote, method)
  else if (quote.change === 'later') item = startLater(ctx, subscription, current, wanted, quote)
  else if (quote.change === 'seats') item = buySeats(ctx, subscription, current, quote, method)
  else item = resubscribe(ctx, subscription, current)
  finish(ctx, subscription)
  return item
}

/** Ends an item: now, or when what is paid for is over. The default plan takes over. */
export function cancelItem(ctx: Context, subscription: Subscription, item: SubscriptionItem, endNow = false): SubscriptionItem {
  if (planOf(ctx, item).isDefault) throw clerkError(400, 'invalid_plan_change', 'Invalid plan change', 'The default plan can\'t be canceled.')
  if (!isLive(item)) throw clerkError(400, 'invalid_plan_change', 'Invalid plan change', 'The subscription item is over.')
  const now = ctx.store.now()
  if (item.status === 'upcoming') {
    changeItem(ctx, subscription, item, { status: 'abandoned', canceledAt: now })
    returnToDefault(ctx, subscription, 'upcoming', item.periodStart)
  }
  // A cycle that was never paid ends at once and stays owed (the words of Clerk UI, cancelSubscriptionPastDue).
  else if (endNow || item.status === 'past_due' || item.periodEnd === null) {
    Object.assign(item, { canceledAt: now })
    abandonOthers(ctx, subscription, subscription.items.find(i => planOf(ctx, i).isDefault))
    returnToDefault(ctx, subscription, 'active', now)
  }
  else if (item.status === 'active') {
    changeItem(ctx, subscription, item, { status: 'canceled', canceledAt: now })
    returnToDefault(ctx, subscription, 'upcoming', item.periodEnd)
  }
  finish(ctx, subscription)
  return item
}

/** Makes a running trial longer: into the future, by at most 365 days (backend-api.yml). */
export function extendTrial(ctx: Context, subscription: Subscription, item: SubscriptionItem, until: number): SubscriptionItem {
  if (!item.isFreeTrial || item.status !== 'active' || item.periodEnd === null) {
    throw clerkError(403, 'subscription_item_not_in_free_trial', 'Subscription item is not in free trial')
  }
  if (until === item.periodEnd) return item
  const latest = addDays(item.periodEnd, 365)
  if (until <= Math.max(ctx.store.now(), item.periodEnd) || until > latest) {
    throw paramError('extend_to', 'form_param_value_invalid', 'is invalid', 'extend_to must be after the end of the trial and at most 365 days later.')
  }
  changeItem(ctx, subscription, item, { periodEnd: until, trialEndingTold: false })
  finish(ctx, subscription)
  return item
}

/** Announces the end of a trial once. */
export function tellTrialEnding(ctx: Context, subscription: Subscription, item: SubscriptionItem): void {
  const dueAt = item.periodEnd === null ? Infinity : addDays(item.periodEnd, -trialNoticeDays)
  if (item.status !== 'active' || !item.isFreeTrial || item.trialEndingTold || dueAt > ctx.store.now()) return
  item.trialEndingTold = true
  billingChanged.item(ctx, 'freeTrialEnding', subscription, item)
}

/** The discount of a charge as it stays on the item. A charge of now is counted, even one that the discount lowers to nothing. */
function redeem(ctx: Context, quote: Quote): Redemption | null {
  const { discount } = quote.charge
  if (!discount) return null
  const cyclesApplied = isCharged(quote) ? 1 : 0
  const left = discount.cyclesRemaining === null ? null : discount.cyclesRemaining - cyclesApplied
  return {
    id: ctx.store.id('cdr'), discountId: discount.discountId, source: discount.promoCode === null ? 'manual' : 'promo_code',
    cyclesRemaining: left, cyclesApplied, status: left === 0 ? 'exhausted' : 'active', redeemedAt: ctx.store.now(),
  }
}

/** Trials and later starts are charged when they come due. */
function isCharged(quote: Quote): boolean {
  return quote.change !== 'later' && quote.trialEndsAt === null
}

function startNow(ctx: Context, subscription: Subscription, wanted: Wanted, quote: Quote, method: PaymentMethod | undefined): SubscriptionItem {
  const now = ctx.store.now()
  const { plan, price, period } = wanted
  if (plan.isDefault) {
    abandonOthers(ctx, subscription, subscription.items.find(i => i.planId === plan.id))
    returnToDefault(ctx, subscription, 'active', now)
    return subscription.items.find(i => i.planId === plan.id) as SubscriptionItem
  }
  const end = quote.trialEndsAt ?? (subtotalOf(quote.charge) > 0 ? periodEnd(now, period) : null)
  const item = addItem(ctx, subscription, {
    planId: plan.id, priceId: price.id, planPeriod: period, status: 'incomplete', seats: quote.seats, isFreeTrial: quote.trialEndsAt !== null,
    paymentMethodId: method?.id ?? null, periodStart: now, periodEnd: end,
  })
  if (quote.trialEndsAt !== null) subscription.trialUsed = true
  else pay(ctx, subscription, item, quote, method)
  abandonOthers(ctx, subscription, item)
  activate(ctx, subscription, item, { discount: redeem(ctx, quote), charge: isCharged(quote) ? quote.charge : null })
  tellTrialEnding(ctx, subscription, item)
  return item
}

function startLater(ctx: Context, subscription: Subscription, current: SubscriptionItem, { plan, price, period }: Wanted, quote: Quote): SubscriptionItem {
  if (current.status === 'active') changeItem(ctx, subscription, current, { status: 'canceled', canceledAt: ctx.store.now() })
  abandonOthers(ctx, subscription)
  if (plan.isDefault) {
    returnToDefault(ctx, subscription, 'upcoming', quote.periodStart)
    return upcomingItem(subscription) as SubscriptionItem
  }
  const item = addItem(ctx, subscription, {
    planId: plan.id, priceId: price.id, planPeriod: period, status: 'incomplete', seats: quote.seats, discount: redeem(ctx, quote),
    periodStart: quote.periodStart, periodEnd: periodEnd(quote.periodStart, period),
  })
  changeItem(ctx, subscription, item, { status: 'upcoming' })
  return item
}

function buySeats(ctx: Context, subscription: Subscription, item: SubscriptionItem, quote: Quote, method: PaymentMethod | undefined): SubscriptionItem {
  const { charge } = item
  pay(ctx, subscription, item, quote, method)
  // The cycle's own charge stays: its discount says what the cycle was worth.
  changeItem(ctx, subscription, item, { seats: quote.seats, charge })
  return item
}

function resubscribe(ctx: Context, subscription: Subscription, item: SubscriptionItem): SubscriptionItem {
  changeItem(ctx, subscription, item, { status: 'active', canceledAt: null })
  abandonOthers(ctx, subscription)
  return item
}

/** Nothing to pay and no credit to use makes no payment. */
function pay(ctx: Context, subscription: Subscription, item: SubscriptionItem, quote: Quote, method: PaymentMethod | undefined): void {
  if (quote.dueNow === 0 && !quote.charge.payerCredit && !quote.charge.proratedCredit) return
  if (item.status === 'incomplete') billingChanged.item(ctx, 'incomplete', subscription, item)
  const attempt = attemptPayment(ctx, subscription, item, { charge: quote.charge, chargeType: 'checkout', method, at: ctx.store.now() })
  if (attempt.status === 'failed') throw paymentError(attempt)
}
