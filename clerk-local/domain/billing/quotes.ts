import type { Context } from '../../core/context.ts'
import type { Charge, Discount, Plan, PlanPeriod, Price, Quote, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { type ClerkError, clerkError } from '../../core/errors.ts'
import { addDays, dueOf, passedPart, recurringCharge, remainingPart, subtotalOf } from './amounts.ts'
import { amountOff } from './catalog/discounts.ts'
import { findPrice } from './catalog/prices.ts'
import { itemInForce, planOf, upcomingItem } from './items.ts'
import { creditBalance } from './payments/credits.ts'
import { seatsToBuy } from './seats.ts'

/** What a payer wants to be on. */
export interface Wanted {
  plan: Plan
  price: Price
  period: PlanPeriod
  /** Null takes as many as are in use. */
  seats: number | null
  discount: Discount | null
  /** Waits for the end of a paid cycle, however dear it is. */
  waits?: boolean
}

/**
 * What it would mean to take a plan now: dearer plans and longer periods start at once, the rest of the paid cycle is given back;
 * cheaper ones start when the cycle ends (Clerk docs, Billing overview).
 */
export function quoteFor(ctx: Context, subscription: Subscription, wanted: Wanted): Quote {
  const { plan, price, period } = wanted
  if (plan.forPayerType !== subscription.payerType) throw clerkError(422, 'invalid_plan_type', 'Invalid plan type', `Plan type (${plan.forPayerType}) is invalid`)
  const current = itemInForce(subscription)
  const upcoming = upcomingItem(subscription)
  const same = current?.planId === plan.id && current.priceId === price.id && current.planPeriod === period
  const seats = seatsToBuy(ctx, subscription, plan, wanted.seats, same ? current.seats : null)
  const charge = recurringCharge(plan, price, period, seats)
  if (same) return quoteForSame(ctx, subscription, current, wanted, charge, seats)
  if (upcoming?.planId === plan.id && upcoming.planPeriod === period) throw alreadyActive()
  if (current && current.periodEnd !== null && (wanted.waits || !startsAtOnce(ctx, current, wanted, charge))) {
    return { change: 'later', charge: withDiscount(charge, wanted.discount), dueNow: 0, seats, periodStart: current.periodEnd, trialEndsAt: null }
  }
  return quoteForNew(ctx, subscription, current, wanted, charge, seats)
}

/** What an item's period costs with its seats: a renewal's amount, before discounts and credit. */
export function itemCharge(ctx: Context, item: SubscriptionItem, seats = item.seats): Charge {
  const plan = planOf(ctx, item)
  const price = findPrice(ctx, item.priceId)?.price
  if (!price) throw new Error(`No price ${item.priceId}`)
  return recurringCharge(plan, price, item.planPeriod, seats)
}

/** Whether a payer may still have a free trial: who paid or had one before may not (Clerk docs, Free trials). */
export function mayTry(subscription: Subscription): boolean {
  return !subscription.trialUsed
}

/** Uses up the payer's credit before anything is charged (Clerk docs, Account credits). */
export function withPayerCredit(ctx: Context, payerId: string, charge: Charge): Charge {
  const balance = creditBalance(ctx, payerId) ?? 0
  const applied = Math.min(balance, dueOf(charge))
  return applied > 0 ? { ...charge, payerCredit: { applied, remaining: balance - applied } } : charge
}

function quoteForSame(ctx: Context, subscription: Subscription, item: SubscriptionItem, wanted: Wanted, charge: Charge, seats: number | null): Quote {
  const base = { periodStart: item.periodStart, trialEndsAt: null }
  if (item.status === 'canceled') return { ...base, change: 'resubscribe', charge, dueNow: 0, seats: item.seats }
  if (item.status !== 'active' || item.seats === null || seats === null || seats <= item.seats || item.periodEnd === null) throw alreadyActive()
  // Only the seats that are added, for the days that are left (Clerk docs, Seat-based plans).
  const dearer = { ...charge, base: null, seatTiers: addedTiers(charge.seatTiers, itemCharge(ctx, item).seatTiers) }
  const proratedDiscount = passedPart(subtotalOf(dearer), item.periodStart, item.periodEnd, ctx.store.now())
  const added = item.isFreeTrial ? { ...dearer, seatTiers: [] } : { ...dearer, proratedDiscount }
  const paid = withPayerCredit(ctx, subscription.payerId, withDiscount(added, wanted.discount))
  return { ...base, change: 'seats', charge: paid, dueNow: dueOf(paid), seats }
}

function quoteForNew(ctx: Context, subscription: Subscription, current: SubscriptionItem | undefined, wanted: Wanted, charge: Charge, seats: number | null): Quote {
  const now = ctx.store.now()
  if (wanted.plan.freeTrialDays && mayTry(subscription)) {
    return { change: 'new', charge: withDiscount(charge, wanted.discount), dueNow: 0, seats, periodStart: now, trialEndsAt: addDays(now, wanted.plan.freeTrialDays) }
  }
  const unused = current && unusedPart(ctx, current)
  if (unused && unused.amount > subtotalOf(charge)) throw invalidPlanChange(wanted, unused.amount)
  const reduced = withDiscount({ ...charge, proratedCredit: unused ?? null, pastDue: subscription.owed }, wanted.discount)
  const paid = withPayerCredit(ctx, subscription.payerId, reduced)
  return { change: 'new', charge: paid, dueNow: dueOf(paid), seats, periodStart: now, trialEndsAt: null }
}

/** What the rest of a paid cycle is worth; trials and unpaid cycles are worth nothing. */
function unusedPart(ctx: Context, item: SubscriptionItem) {
  if (item.periodEnd === null || item.isFreeTrial || item.status === 'past_due') return undefined
  const value = subtotalOf(itemCharge(ctx, item)) - (item.charge?.discount?.amount ?? 0)
  return remainingPart(value, item.periodStart, item.periodEnd, ctx.store.now())
}

function startsAtOnce(ctx: Context, current: SubscriptionItem, wanted: Wanted, charge: Charge): boolean {
  if (current.status === 'past_due') return true
  if (current.planId === wanted.plan.id && current.planPeriod !== wanted.period) return wanted.period === 'annual'
  const before = itemCharge(ctx, current)
  return subtotalOf(charge) / charge.months > subtotalOf(before) / before.months
}

function addedTiers(wanted: Charge['seatTiers'], bought: Charge['seatTiers']): Charge['seatTiers'] {
  return wanted
    .map(tier => ({ ...tier, quantity: tier.quantity - (bought.find(t => t.fee === tier.fee)?.quantity ?? 0) }))
    .filter(tier => tier.quantity > 0)
}

function withDiscount(charge: Charge, discount: Discount | null): Charge {
  if (!discount) return charge
  const amount = amountOff(discount, Math.max(0, dueOf(charge) - charge.pastDue))
  const cyclesRemaining = discount.durationInCycles
  return { ...charge, discount: { discountId: discount.id, amount, promoCode: discount.promoCode, cyclesRemaining, cyclesApplied: 0 } }
}

const alreadyActive = () => clerkError(409, 'plan_already_active', 'Plan already active')

/** The rest of the old cycle is worth more than the new one costs; paying by the year may still do (Clerk's error index). */
function invalidPlanChange({ plan, price, period }: Wanted, credit: number): ClerkError {
  const format = (amount: number) => (amount / 100).toFixed(2)
  return clerkError(400, 'invalid_plan_change', 'Invalid plan change', 'Please choose a different plan or billing interval, or contact support.', {
    plan: {
      id: plan.id, name: plan.name, currency_symbol: '$',
      amount_formatted: format(price.monthlyFee ?? 0),
      annual_monthly_amount_formatted: format(Math.round((price.annualFee ?? 0) / 12)),
    },
    period,
    is_plan_upgrade_possible: period === 'month' && price.annualFee !== null && price.annualFee >= credit,
  })
}
