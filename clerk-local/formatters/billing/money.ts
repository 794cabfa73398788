import type { CreditsObject, DiscountsObject, MoneyObject, ProrationCreditObject, TotalsObject, UnitTierTotalObject, UnitTotalObject } from '../../contract/objects/billing/money.ts'
import type { Context } from '../../core/context.ts'
import type { Charge, Proration } from '../../core/entities/index.ts'
import { creditsOf, discountsOf, dueOf, subtotalOf } from '../../domain/billing/amounts.ts'

/** Which API asks: each has fields of its own, and the specifications allow no others. */
export type Api = 'frontend' | 'backend'

/** An amount in cents, as Billing shows money. */
export function money(amount: number): MoneyObject {
  return { amount, amount_formatted: (amount / 100).toFixed(2), currency: 'USD', currency_symbol: '$' }
}

/** Seats by price, for the whole period. */
export function tierTotals(charge: Charge): UnitTierTotalObject[] {
  return charge.seatTiers.map(({ quantity, fee }) => ({ quantity, fee_per_block: money(fee), total: money(quantity * fee * charge.months) }))
}

/** What the seats come to, or nothing where they cost nothing. */
export function unitTotals(charge: Charge): { per_unit_totals?: UnitTotalObject[] } {
  return charge.seatTiers.length ? { per_unit_totals: [{ name: 'seats', block_size: 1, tiers: tierTotals(charge) }] } : {}
}

/** Credit for the rest of a cycle. */
export function prorationJson({ amount, days, daysTotal }: Proration): ProrationCreditObject {
  return { amount: money(amount), cycle_days_remaining: days, cycle_days_total: daysTotal, cycle_remaining_percent: days / daysTotal }
}

/** The credit in a charge, or null. */
export function creditsJson(charge: Charge): CreditsObject | null {
  const { proratedCredit, payerCredit } = charge
  if (!proratedCredit && !payerCredit) return null
  return {
    proration: proratedCredit && prorationJson(proratedCredit),
    payer: payerCredit && { remaining_balance: money(payerCredit.remaining), applied_amount: money(payerCredit.applied) },
    total: money(creditsOf(charge)),
  }
}

/** The discounts in a charge, or null. */
export function discountsJson(ctx: Context, charge: Charge, api: Api): DiscountsObject | null {
  const { proratedDiscount: passed, discount: applied } = charge
  if (!passed && !applied) return null
  const discount = ctx.store.discounts.get(applied?.discountId)
  return {
    proration: passed && {
      amount: money(passed.amount), cycle_days_passed: passed.days, cycle_days_total: passed.daysTotal, cycle_passed_percent: passed.days / passed.daysTotal,
    },
    ...(api === 'frontend' && applied && discount && {
      discount: {
        amount: money(applied.amount),
        discount_id: discount.id,
        name: discount.name,
        effect: discount.percentOff === null ? 'fixed_amount' : 'percentage',
        ...(discount.percentOff !== null && { percent_off: discount.percentOff }),
        ...(discount.amountOff !== null && { amount_off: money(discount.amountOff) }),
        ...(applied.promoCode !== null && { promo_code: applied.promoCode }),
        cycles_remaining: applied.cyclesRemaining,
        duration_in_cycles: discount.durationInCycles,
        cycles_applied: applied.cyclesApplied,
      },
    }),
    total: money(discountsOf(charge)),
  }
}

/** The month's fee without seats; Clerk UI multiplies it itself for a year. */
export function baseFee(charge: Charge): MoneyObject {
  return money(Math.round((charge.base ?? 0) / charge.months))
}

/** How a charge comes about. Clerk knows no tax yet (Clerk docs, Billing overview). */
export function totalsJson(ctx: Context, charge: Charge, api: Api): TotalsObject {
  return {
    subtotal: money(subtotalOf(charge)),
    base_fee: baseFee(charge),
    tax_total: money(0),
    grand_total: money(dueOf(charge)),
    ...unitTotals(charge),
    credits: creditsJson(charge),
    discounts: discountsJson(ctx, charge, api),
  }
}
