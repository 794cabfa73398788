import type { Context as Call } from 'hono'
import type { BillingAnswers, billingOperations } from '../contract/backend/billing.ts'
import type { SubscriptionObject } from '../contract/objects/billing.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { clerkError, notFound } from '../core/errors.ts'
import { listPlans } from '../domain/billing/plans.ts'
import { findSubscription, type PayerType } from '../domain/billing/subscriptions.ts'
import { requireUser } from '../domain/people/users/users.ts'
import { planJson, subscriptionJson } from '../formatters/billing.ts'
import { organizationById } from './organizations.ts'
import { page, queryWord } from './request.ts'

/** Plans, and the subscriptions of organizations and users. */
export const billingHandlers = (ctx: Context): Handlers<Call, typeof billingOperations, BillingAnswers> => ({
  GetCommercePlanList(c) {
    const rows = listPlans(ctx, queryWord(c, 'payer_type', ['org', 'user']))
    return { data: page(c, rows).map(plan => planJson(ctx, plan)), total_count: rows.length }
  },

  GetOrganizationBillingSubscription: (_, { organization_id }) => subscription(ctx, 'org', organizationById(ctx, organization_id).id),

  GetUserBillingSubscription: (_, { user_id }) => subscription(ctx, 'user', requireUser(ctx, user_id).id),
})

function subscription(ctx: Context, type: PayerType, payerId: string): SubscriptionObject {
  const { organizationEnabled, userEnabled } = ctx.settings.billing
  if (!(type === 'org' ? organizationEnabled : userEnabled)) {
    const whom = type === 'org' ? 'organizations' : 'users'
    throw clerkError(403, 'billing_not_enabled', 'access denied', `The billing feature for ${whom} is not enabled for this instance. You can enable it at https://dashboard.clerk.com.`)
  }
  const found = findSubscription(ctx, type, payerId)
  if (!found) throw notFound('Subscription not found')
  return subscriptionJson(ctx, found)
}
