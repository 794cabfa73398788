import type { BackendList } from '../../objects/answers.ts'
import type { PlanObject, PriceObject } from '../../objects/billing/plan.ts'
import type { Operations } from '../../operations.ts'

export const planOperations = {
  GetCommercePlanList: 'GET /billing/plans',
  GetBillingPriceList: 'GET /billing/prices',
  CreateBillingPrice: 'POST /billing/prices',
} as const satisfies Operations

export interface PlanAnswers {
  GetCommercePlanList: BackendList<PlanObject>
  GetBillingPriceList: BackendList<PriceObject>
  CreateBillingPrice: PriceObject
}
