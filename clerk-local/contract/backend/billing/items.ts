import type { BackendList } from '../../objects/answers.ts'
import type { OldSubscriptionItemObject, RedemptionObject, SubscriptionItemObject, TransitionObject } from '../../objects/billing/subscription.ts'
import type { Operations } from '../../operations.ts'

export const subscriptionItemOperations = {
  GetCommerceSubscriptionItemList: 'GET /billing/subscription_items',
  CancelCommerceSubscriptionItem: 'DELETE /billing/subscription_items/{subscription_item_id}',
  ExtendBillingSubscriptionItemFreeTrial: 'POST /billing/subscription_items/{subscription_item_id}/extend_free_trial',
  CreateBillingPriceTransition: 'POST /billing/subscription_items/{subscription_item_id}/price_transition',
  ApplyBillingSubscriptionItemDiscount: 'POST /billing/subscription_items/{subscription_item_id}/discounts',
  RemoveBillingSubscriptionItemDiscount: 'DELETE /billing/subscription_items/{subscription_item_id}/discounts/{discount_id}',
} as const satisfies Operations

export interface SubscriptionItemAnswers {
  GetCommerceSubscriptionItemList: BackendList<SubscriptionItemObject>
  CancelCommerceSubscriptionItem: SubscriptionItemObject
  ExtendBillingSubscriptionItemFreeTrial: OldSubscriptionItemObject
  CreateBillingPriceTransition: TransitionObject
  ApplyBillingSubscriptionItemDiscount: RedemptionObject
  RemoveBillingSubscriptionItemDiscount: RedemptionObject
}
