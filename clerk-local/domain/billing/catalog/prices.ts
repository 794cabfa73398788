import type { Context } from '../../../core/context.ts'
import type { Plan, PlanPeriod, Price } from '../../../core/entities/index.ts'
import { clerkError } from '../../../core/errors.ts'

/** What a custom price is made of, in cents. */
export interface PriceInput {
  planId: string
  monthlyFee: number | null
  annualMonthlyFee: number | null
  description?: string
}

/** The price that the plan itself names. */
export function defaultPrice(plan: Plan): Price {
  return {
    id: `cprice_${plan.id.slice('cplan_'.length)}`,
    planId: plan.id,
    monthlyFee: plan.monthlyFee,
    annualFee: plan.annualFee,
    description: null,
    isDefault: true,
    createdAt: plan.createdAt,
  }
}

/** A price for single customers, beside the plan's own. */
export function createPrice(ctx: Context, input: PriceInput): Price {
  return ctx.store.prices.insert({
    id: ctx.store.id('cprice'),
    planId: input.planId,
    monthlyFee: input.monthlyFee,
    annualFee: input.annualMonthlyFee === null ? null : input.annualMonthlyFee * 12,
    description: input.description ?? null,
    isDefault: false,
    createdAt: ctx.store.now(),
  })
}

/** The plan's own price and the custom ones. */
export function pricesOf(ctx: Context, plan: Plan): Price[] {
  return [defaultPrice(plan), ...ctx.store.prices.by('planId', plan.id)]
}

/** A price with its plan, or none. */
export function findPrice(ctx: Context, priceId: string): { price: Price, plan: Plan } | undefined {
  for (const plan of ctx.store.plans.all()) {
    const price = pricesOf(ctx, plan).find(p => p.id === priceId)
    if (price) return { price, plan }
  }
  return undefined
}

/** Cents for one period, without seats; 422 when the price isn't offered by that period (Clerk's error index). */
export function feeOf(price: Price, period: PlanPeriod): number {
  const fee = period === 'annual' ? price.annualFee : price.monthlyFee
  if (fee !== null) return fee
  const [code, message] = period === 'annual' ? ['annual_plan_period_not_supported', 'Annual plan period not supported'] : ['monthly_plan_period_not_supported', 'Monthly plan period not supported']
  throw clerkError(422, code, message)
}
