import type { Context } from '../../core/context.ts'
import type { Charge, Redemption, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { dueOf, periodEnd, subtotalOf } from './amounts.ts'
import { amountOff } from './catalog/discounts.ts'
import { activate, changeItem, finish, itemInForce, planOf, returnToDefault, upcomingItem } from './items.ts'
import { attemptPayment } from './payments/charges.ts'
import { defaultMethod } from './payments/methods.ts'
import { tellTrialEnding } from './plan-changes.ts'
import { itemCharge, withPayerCredit } from './quotes.ts'

/** Catches up with the clock: renews, ends and starts what came due, one period after the other. */
export function settle(ctx: Context, subscription: Subscription): void {
  for (;;) {
    const item = itemInForce(subscription)
    if (!item) return
    tellTrialEnding(ctx, subscription, item)
    if (item.periodEnd === null || item.periodEnd > ctx.store.now()) return
    const at = item.periodEnd
    if (item.status === 'active' && !(item.isFreeTrial && !defaultMethod(ctx, subscription.payerId))) chargePeriod(ctx, subscription, item, at)
    else replace(ctx, subscription, at)
    finish(ctx, subscription, at)
  }
}

/** Every subscription, for lists over all payers and after the clock moved. */
export function settleAll(ctx: Context): void {
  for (const subscription of ctx.store.subscriptions.all()) settle(ctx, subscription)
}

/** Pays what a failed renewal left open, once there is a card that may work. */
export function payOwed(ctx: Context, subscription: Subscription): void {
  const item = itemInForce(subscription)
  if (item?.status !== 'past_due' || !item.charge) return
  const open = dueOf(item.charge)
  const charge = withPayerCredit(ctx, subscription.payerId, { ...item.charge, payerCredit: null })
  const attempt = attemptPayment(ctx, subscription, item, { charge, chargeType: 'recurring', method: defaultMethod(ctx, subscription.payerId), at: ctx.store.now() })
  if (attempt.status === 'failed') return
  ctx.store.subscriptions.update(subscription.id, { owed: subscription.owed - open })
  changeItem(ctx, subscription, item, { status: 'active', pastDueAt: null, discount: counted(item.discount, charge) })
  finish(ctx, subscription)
}

/** What is over makes room for what was planned, or for the default plan. */
function replace(ctx: Context, subscription: Subscription, at: number): void {
  const next = upcomingItem(subscription)
  if (!next || planOf(ctx, next).isDefault) return returnToDefault(ctx, subscription, 'active', at)
  activate(ctx, subscription, next, {}, at)
  chargePeriod(ctx, subscription, next, at)
}

/** Begins a period at its price. A charge that fails leaves the item past due. */
function chargePeriod(ctx: Context, subscription: Subscription, item: SubscriptionItem, at: number): void {
  // Seats nobody took aren't renewed (Clerk docs, Seat-based plans).
  const seats = item.seats === null ? null : ctx.store.memberships.countBy('organizationId', subscription.organizationId ?? '')
  const charge = withPayerCredit(ctx, subscription.payerId, renewalCharge(ctx, item, seats))
  const period = { seats, isFreeTrial: false, periodStart: at, periodEnd: periodEnd(at, item.planPeriod) }
  const attempt = dueOf(charge) > 0 || charge.payerCredit
    ? attemptPayment(ctx, subscription, item, { charge, chargeType: 'recurring', method: defaultMethod(ctx, subscription.payerId), at })
    : undefined
  if (attempt?.status !== 'failed') return changeItem(ctx, subscription, item, { ...period, charge, discount: counted(item.discount, charge) }, at)
  ctx.store.subscriptions.update(subscription.id, { owed: subscription.owed + attempt.amount })
  changeItem(ctx, subscription, item, { ...period, charge, status: 'past_due', pastDueAt: at }, at)
}

/** What an item's next period costs with its discount, before credit. */
export function renewalCharge(ctx: Context, item: SubscriptionItem, seats = item.seats): Charge {
  const charge = itemCharge(ctx, item, seats)
  const discount = item.discount?.status === 'active' ? ctx.store.discounts.get(item.discount.discountId) : undefined
  if (!discount || !item.discount) return charge
  const { cyclesRemaining, cyclesApplied, source } = item.discount
  return {
    ...charge,
    discount: { discountId: discount.id, amount: amountOff(discount, subtotalOf(charge)), promoCode: source === 'promo_code' ? discount.promoCode : null, cyclesRemaining, cyclesApplied },
  }
}

/** One cycle less; the last one exhausts it (Clerk docs, Discounts). */
function counted(redemption: Redemption | null, charge: Charge): Redemption | null {
  if (!redemption || !charge.discount) return redemption
  const cyclesRemaining = redemption.cyclesRemaining === null ? null : redemption.cyclesRemaining - 1
  return { ...redemption, cyclesRemaining, cyclesApplied: redemption.cyclesApplied + 1, status: cyclesRemaining === 0 ? 'exhausted' : 'active' }
}
