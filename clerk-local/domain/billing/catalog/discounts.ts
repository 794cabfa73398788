import type { Context } from '../../../core/context.ts'
import type { Discount } from '../../../core/entities/index.ts'
import { paramError } from '../../../core/errors.ts'

/** What a discount is made of. */
export type DiscountInput = Pick<Discount, 'name'> & Partial<Omit<Discount, 'name'>>

/** Adds a discount, as the dashboard does; it never changes afterwards (Clerk docs, Discounts). */
export function createDiscount(ctx: Context, input: DiscountInput): Discount {
  return ctx.store.discounts.insert({
    id: input.id ?? ctx.store.id('cdisc'),
    name: input.name,
    percentOff: input.percentOff ?? null,
    amountOff: input.amountOff ?? null,
    durationInCycles: input.durationInCycles ?? null,
    promoCode: input.promoCode ?? null,
  })
}

/** The discount behind a promo code, or 422 naming the field. */
export function discountByCode(ctx: Context, promoCode: string): Discount {
  const discount = ctx.store.discounts.find(d => d.promoCode?.toLowerCase() === promoCode.toLowerCase())
  if (!discount) throw paramError('promo_code', 'form_param_value_invalid', 'is invalid', 'This promo code is not valid.')
  return discount
}

/** Cents that a discount takes off an amount. */
export function amountOff(discount: Discount, amount: number): number {
  return Math.min(amount, discount.percentOff === null ? discount.amountOff ?? 0 : Math.round(amount * discount.percentOff / 100))
}
