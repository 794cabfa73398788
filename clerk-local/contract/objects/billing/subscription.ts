import type { CreditsObject, MoneyObject, TotalsObject, UnitTierTotalObject, UnitTotalObject } from './money.ts'
import type { PayerObject, PaymentMethodObject } from './payer.ts'
import type { OldPlanObject, PlanObject, PriceObject } from './plan.ts'

/** Where a subscription item is in its life (webhooks.yml). */
export type SubscriptionItemStatus = 'active' | 'canceled' | 'ended' | 'past_due' | 'upcoming' | 'incomplete' | 'abandoned'

/** The payment to come: `amount` is the plan's fee, `totals` all of it. */
export interface NextPaymentObject {
  amount: MoneyObject
  date: number
  per_unit_totals?: UnitTotalObject[]
  totals: TotalsObject
}

/** A discount on an item (`CommerceDiscountRedemptionResponse`). */
export interface RedemptionObject {
  object: 'commerce_discount_redemption'
  id: string
  subscription_item_id: string
  discount_id: string
  name: string
  source: 'manual' | 'promo_code'
  promo_code?: string
  effect: 'percentage' | 'fixed_amount'
  percent_off: number | null
  amount_off: MoneyObject | null
  /** What it takes off the next renewal. */
  amount: MoneyObject | null
  cycles_remaining: number | null
  cycles_applied: number
  status: 'active' | 'exhausted' | 'removed'
  redeemed_at: number
  redeemed_by: string | null
}

/** One plan of a subscription (backend-api.yml, `CommerceSubscriptionItem`; frontend-api.yml, `BillingSubscriptionItem`). */
export interface SubscriptionItemObject {
  object: 'commerce_subscription_item'
  id: string
  instance_id: string
  status: SubscriptionItemStatus
  credits?: CreditsObject | null
  plan_id: string
  price_id: string
  plan: PlanObject
  plan_period: 'month' | 'annual'
  payment_method?: PaymentMethodObject
  lifetime_paid: MoneyObject
  next_payment?: NextPaymentObject | null
  payer_id: string
  payer: PayerObject
  is_free_trial: boolean
  period_start: number
  period_end: number | null
  canceled_at: number | null
  past_due_at: number | null
  ended_at: number | null
  created_at: number
  updated_at: number
  seats?: { quantity: number | null, tiers?: UnitTierTotalObject[] } | null
  totals?: TotalsObject | null
  /** Frontend API only, down to the last line. */
  amount?: MoneyObject
  payment_method_id?: string
  applied_discount?: RedemptionObject | null
}

/** What an organization or a person is subscribed to (backend-api.yml, `CommerceSubscription`). */
export interface SubscriptionObject {
  object: 'commerce_subscription'
  id: string
  instance_id: string
  status: 'active' | 'past_due'
  payer_id: string
  active_at: number | null
  past_due_at: number | null
  subscription_items: SubscriptionItemObject[]
  next_payment?: NextPaymentObject | null
  eligible_for_free_trial: boolean
  created_at: number
  updated_at: number
}

/** An item as price transitions and extended trials tell it (backend-api.yml, `CommerceSubscriptionItem-2`). */
export interface OldSubscriptionItemObject extends Omit<SubscriptionItemObject, 'status' | 'plan' | 'payer' | 'payment_method' | 'credits' | 'seats' | 'totals' | 'payment_method_id' | 'applied_discount'> {
  status: Exclude<SubscriptionItemStatus, 'canceled'>
  plan: OldPlanObject
  payment_source_id: string
  payer: null
  proration_date: string
}

/** What came of a price transition (backend-api.yml, `CommercePriceTransitionResponse`). */
export interface TransitionObject {
  object: 'commerce_price_transition'
  subscription_item: OldSubscriptionItemObject
  transition: {
    previous_plan: OldPlanObject
    previous_price: PriceObject
    effective_at: number
    effective_mode: 'immediate' | 'end_of_period'
    next_billing_date: number | null
    charged_immediately: boolean
    immediate_charge: MoneyObject | null
    previous_subscription_item_status: 'canceled' | 'ended' | 'abandoned'
    previous_subscription_item_id: string
  }
}
