import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { PlanAnswers, planOperations } from '../../contract/backend/billing/plans.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Price } from '../../core/entities/index.ts'
import { clerkError, paramError } from '../../core/errors.ts'
import { requireDollars } from '../../domain/billing/amounts.ts'
import { requirePlan } from '../../domain/billing/catalog/plans.ts'
import { createPrice, pricesOf } from '../../domain/billing/catalog/prices.ts'
import { planJson, priceJson } from '../../formatters/billing/plan.ts'
import { page, queryWord, readBody } from '../request.ts'

/** Complimentary, or at least a dollar (backend-api.yml). */
const amount = z.int().max(99_999_999).refine(cents => cents === 0 || cents >= 100).nullable()

const priceBody = z.strictObject({
  plan_id: z.string(),
  currency: z.string().optional(),
  amount,
  annual_monthly_amount: amount.optional(),
  description: z.string().optional(),
  supported_billing_periods: z.enum(['month', 'annual', 'both']).optional(),
})

/** Plans of the instance and their prices. */
export const planHandlers = (ctx: Context): Handlers<Call, typeof planOperations, PlanAnswers> => ({
  GetCommercePlanList(c) {
    const type = queryWord(c, 'payer_type', ['org', 'user'])
    const rows = ctx.store.plans.filter(plan => !type || plan.forPayerType === type).reverse()
    return { data: page(c, rows).map(plan => planJson(ctx, plan)), total_count: rows.length }
  },

  GetBillingPriceList(c) {
    const planId = c.req.query('plan_id')
    const plans = planId ? [requirePlan(ctx, planId)] : ctx.store.plans.all()
    const amountOf = (price: Price) => price.monthlyFee ?? 0
    const rows = plans.flatMap(plan => pricesOf(ctx, plan)).sort((a, b) => amountOf(a) - amountOf(b) || b.createdAt - a.createdAt)
    return { data: page(c, rows).map(priceJson), total_count: rows.length }
  },

  async CreateBillingPrice(c) {
    const body = await readBody(c, priceBody)
    const plan = requirePlan(ctx, body.plan_id)
    requireDollars(body.currency)
    if (plan.isDefault) throw clerkError(422, 'default_plan_amount_update_forbidden', 'Default plan amount update forbidden', 'Default plan pricing cannot be modified. Only paid plans support amount updates')
    const periods = body.supported_billing_periods
    const monthlyFee = periods === 'annual' ? null : body.amount
    const annualMonthlyFee = periods === 'month' ? null : body.annual_monthly_amount ?? null
    if ((periods !== 'annual' && periods && monthlyFee === null) || (monthlyFee === null && annualMonthlyFee === null)) throw paramError('amount', 'plan_amount_invalid', 'Paid plan month or annual fee invalid')
    if (periods && periods !== 'month' && annualMonthlyFee === null) throw paramError('annual_monthly_amount', 'plan_amount_invalid', 'Paid plan month or annual fee invalid')
    return priceJson(createPrice(ctx, { planId: plan.id, monthlyFee, annualMonthlyFee, description: body.description }))
  },
})
