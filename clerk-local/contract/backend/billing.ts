import type { BackendList } from '../objects/answers.ts'
import type { PlanObject, SubscriptionObject } from '../objects/billing.ts'
import type { Operations } from '../operations.ts'

export const billingOperations = {
  GetCommercePlanList: 'GET /billing/plans',
  GetOrganizationBillingSubscription: 'GET /organizations/{organization_id}/billing/subscription',
  GetUserBillingSubscription: 'GET /users/{user_id}/billing/subscription',
} as const satisfies Operations

export interface BillingAnswers {
  GetCommercePlanList: BackendList<PlanObject>
  GetOrganizationBillingSubscription: SubscriptionObject
  GetUserBillingSubscription: SubscriptionObject
}
