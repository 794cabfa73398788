/** Money: `amount` in cents (both specifications, `CommerceMoneyResponse`). */
export interface MoneyObject { amount: number, amount_formatted: string, currency: string, currency_symbol: string }

/** Something that plans contain and permissions ask for. */
export interface FeatureObject {
  object: 'feature'
  id: string
  name: string
  description: string | null
  slug: string
  avatar_url: string | null
}

/** A plan (backend-api.yml, `CommercePlan`; frontend-api.yml, `BillingPlan`). */
export interface PlanObject {
  object: 'commerce_plan'
  id: string
  name: string
  fee: MoneyObject | null
  annual_monthly_fee: MoneyObject | null
  annual_fee: MoneyObject | null
  description: string | null
  product_id: string
  is_default: boolean
  is_recurring: boolean
  publicly_visible: boolean
  has_base_fee: boolean
  for_payer_type: 'org' | 'user'
  slug: string
  avatar_url: string | null
  free_trial_enabled: boolean
  free_trial_days: number | null
  features: FeatureObject[]
}

/** Who pays: an organization or a person. */
export interface PayerObject {
  object: 'commerce_payer'
  id: string
  instance_id: string
  user_id?: string | null
  first_name?: string | null
  last_name?: string | null
  email?: string | null
  organization_id?: string | null
  organization_name?: string | null
  image_url: string
  created_at: number
  updated_at: number
}

/** One plan of a subscription (backend-api.yml, `CommerceSubscriptionItem`). */
export interface SubscriptionItemObject {
  object: 'commerce_subscription_item'
  id: string
  instance_id: string
  status: 'active' | 'canceled' | 'expired' | 'ended' | 'past_due' | 'upcoming' | 'incomplete' | 'abandoned'
  plan_id: string | null
  price_id: string
  plan?: PlanObject
  plan_period: 'month' | 'annual'
  payment_method_id?: string
  lifetime_paid: MoneyObject
  amount?: MoneyObject
  next_payment?: { amount: MoneyObject, date: number }
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
}

/** What an organization or a person has subscribed to (backend-api.yml, `CommerceSubscription`). */
export interface SubscriptionObject {
  object: 'commerce_subscription'
  id: string
  instance_id: string
  status: 'active' | 'past_due' | 'canceled' | 'ended' | 'abandoned' | 'incomplete'
  payer_id: string
  active_at: number | null
  past_due_at: number | null
  subscription_items: SubscriptionItemObject[]
  next_payment?: { amount: MoneyObject, date: number }
  eligible_for_free_trial: boolean
  created_at: number
  updated_at: number
}
