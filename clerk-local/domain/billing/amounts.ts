import type { Charge, Plan, PlanPeriod, Price, Proration } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { feeOf } from './catalog/prices.ts'

const day = 24 * 3600 * 1000

/** 400 for other money: Clerk charges in dollars (backend-api.yml). */
export function requireDollars(currency = 'USD'): void {
  if (currency.toUpperCase() !== 'USD') throw clerkError(400, 'currency_invalid', 'Invalid currency', 'Currency is not supported')
}

/** What a plan costs for one period with so many seats, before anything is taken off. */
export function recurringCharge(plan: Plan, price: Price, period: PlanPeriod, seats: number | null): Charge {
  return {
    base: feeOf(price, period),
    months: period === 'annual' ? 12 : 1,
    seatTiers: plan.seatPrice && seats !== null ? seatTiers(plan.seatPrice, seats) : [],
    proratedDiscount: null,
    discount: null,
    proratedCredit: null,
    payerCredit: null,
    pastDue: 0,
  }
}

/** Seats by what they cost: the included ones are free. */
function seatTiers(price: { fee: number, included: number }, seats: number): Charge['seatTiers'] {
  return [
    { quantity: Math.min(price.included, seats), fee: 0 },
    { quantity: Math.max(seats - price.included, 0), fee: price.fee },
  ].filter(tier => tier.quantity > 0)
}

/** Cents for the period before anything is taken off. */
export function subtotalOf(charge: Charge): number {
  return (charge.base ?? 0) + charge.seatTiers.reduce((sum, tier) => sum + tier.quantity * tier.fee * charge.months, 0)
}

/** Cents taken off by discounts. */
export function discountsOf(charge: Charge): number {
  return (charge.proratedDiscount?.amount ?? 0) + (charge.discount?.amount ?? 0)
}

/** Cents taken off by credit. */
export function creditsOf(charge: Charge): number {
  return (charge.proratedCredit?.amount ?? 0) + (charge.payerCredit?.applied ?? 0)
}

/** Cents to pay. */
export function dueOf(charge: Charge): number {
  return subtotalOf(charge) - discountsOf(charge) - creditsOf(charge) + charge.pastDue
}

/** What the rest of a cycle is worth, counting the day that runs as left. */
export function remainingPart(value: number, start: number, end: number, now: number): Proration {
  const daysTotal = Math.max(1, Math.round((end - start) / day))
  const days = Math.min(daysTotal, Math.max(0, Math.ceil((end - now) / day)))
  return { amount: Math.round(value * days / daysTotal), days, daysTotal }
}

/** What the part of a cycle that has passed is worth. */
export function passedPart(value: number, start: number, end: number, now: number): Proration {
  const rest = remainingPart(value, start, end, now)
  return { amount: value - rest.amount, days: rest.daysTotal - rest.days, daysTotal: rest.daysTotal }
}

/** The same day in a later month, or that month's last day; in UTC. */
export function addMonths(time: number, months: number): number {
  const date = new Date(time)
  const wanted = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(wanted, last))
  return date.getTime()
}

/** When a period that starts then ends. */
export function periodEnd(start: number, period: PlanPeriod): number {
  return addMonths(start, period === 'annual' ? 12 : 1)
}

/** So many days later. */
export function addDays(time: number, days: number): number {
  return time + days * day
}
