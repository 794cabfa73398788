import type { BackendList } from '../../objects/answers.ts'
import type { PlanObject } from '../../objects/billing/plan.ts'
import type { Operations } from '../../operations.ts'

export const planOperations = {
  GetBillingPlanList: 'GET /billing/plans',
  GetBillingPlan: 'GET /billing/plans/{planIdOrSlug}',
} as const satisfies Operations

export interface PlanAnswers {
  GetBillingPlanList: BackendList<PlanObject>
  GetBillingPlan: PlanObject
}
