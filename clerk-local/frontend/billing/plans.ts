import type { PlanAnswers, planOperations } from '../../contract/frontend/billing/plans.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError, invalidParam } from '../../core/errors.ts'
import { listPlans, requirePlan } from '../../domain/billing/catalog/plans.ts'
import { billingEnabled, requireSubscription } from '../../domain/billing/subscriptions.ts'
import { requirePermission } from '../../domain/organizations/roles.ts'
import { planForPayerJson, planJson } from '../../formatters/billing/plan.ts'
import { type FrontendContext, listed, requireLiveSession } from '../request.ts'
import { wholeNumber } from './numbers.ts'

/** Plans as the pricing table shows them to everybody. They answer bare (facts §D). */
export const planHandlers = (ctx: Context): Handlers<FrontendContext, typeof planOperations, PlanAnswers> => ({
  GetBillingPlanList(c) {
    const params = c.get('params')
    const type = params.string('payer_type') || undefined
    if (type !== undefined && type !== 'org' && type !== 'user') throw invalidParam('payer_type', 'payer_type must be org or user.')
    if (type ? !billingEnabled(ctx, type) : !billingEnabled(ctx, 'org') && !billingEnabled(ctx, 'user')) {
      throw clerkError(403, 'billing_not_enabled', 'access denied', 'The billing feature is not enabled for this instance. You can enable it at https://dashboard.clerk.com.')
    }
    const plans = listPlans(ctx, type, wholeNumber(params, 'min_seats'))
    const priceIds = pricesOpenTo(ctx, c)
    return listed(c, plans, plan => priceIds ? planForPayerJson(ctx, plan, priceIds) : planJson(ctx, plan)).response
  },

  GetBillingPlan: (_, { planIdOrSlug }) => planJson(ctx, requirePlan(ctx, planIdOrSlug)),
})

/** Custom prices of the organization that the list is for; clerk-js names it when seats are to be bought. */
function pricesOpenTo(ctx: Context, c: FrontendContext): string[] | undefined {
  const organizationId = c.get('params').string('org_id')
  if (!organizationId) return undefined
  requirePermission(ctx, organizationId, requireLiveSession(ctx, c).user.id)
  return requireSubscription(ctx, 'org', organizationId).items.map(item => item.priceId)
}
