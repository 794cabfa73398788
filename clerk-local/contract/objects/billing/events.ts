import type { CreditsObject, MoneyObject, ProrationCreditObject } from './money.ts'
import type { PayeeObject } from './payment.ts'
import type { SubscriptionItemStatus } from './subscription.ts'

/** A payer as webhooks tell it: what it lacks is empty, never null (webhooks.yml, `BillingPayerEventPayload`). */
export interface PayerEventObject {
  object: 'commerce_payer'
  id: string
  user_id: string
  first_name: string
  last_name: string
  email: string
  organization_id: string
  organization_name: string
  image_url: string
  created_at: number
  updated_at: number
}

/** A plan as webhooks tell it. */
export interface PlanEventObject {
  id: string
  slug: string
  name: string
  is_recurring: boolean
  amount: number
  currency: string
  unit_prices?: { name: string, block_size: number, tiers: { starts_at_block: number, ends_after_block: number | null, amount_per_block: number, currency: string }[] }[]
}

/** webhooks.yml, `BillingSubscriptionItemEventPayload`; alone it names its payer and subscription. */
export interface SubscriptionItemEventObject {
  object: 'commerce_subscription_item'
  id: string
  status: SubscriptionItemStatus
  is_free_trial: boolean
  created_at: number
  updated_at: number
  period_start: number
  period_end: number | null
  interval: 'month' | 'annual'
  plan_id: string
  plan: PlanEventObject
  seats?: { quantity: number | null }
  payer?: PayerEventObject
  subscription_id: string | null
}

/** webhooks.yml, `SubscriptionEventPayload`. */
export interface SubscriptionEventObject {
  object: 'commerce_subscription'
  id: string
  status: 'active' | 'past_due'
  active_at: number | null
  canceled_at: null
  created_at: number
  ended_at: null
  past_due_at: number | null
  updated_at: number
  latest_payment_id: string | null
  payer_id: string
  payer: PayerEventObject
  payment_source_id: string | null
  items: SubscriptionItemEventObject[]
}

/** webhooks.yml, `PaymentAttemptEventPayload`. */
export interface PaymentAttemptEventObject {
  id: string
  instance_id: string
  payment_id: string
  invoice_id: string
  statement_id: string
  gateway_external_id: string
  status: 'pending' | 'paid' | 'failed'
  created_at: number
  updated_at: number
  paid_at: number | null
  failed_at: number | null
  failed_reason: { code: string, decline_code: string } | null
  billing_date: number
  charge_type: 'checkout' | 'recurring'
  payee: Omit<PayeeObject, 'object'>
  payer: PayerEventObject
  totals: {
    subtotal: MoneyObject
    tax_total: MoneyObject
    grand_total: MoneyObject
    per_unit_totals?: { name: string, amount: number, quantity: number | null, total: number, currency: string }[]
  }
  payment_source: {
    id: string
    gateway: string
    gateway_external_id: string
    gateway_external_account_id: string | null
    payment_method: 'card' | 'link'
    status: 'active' | 'disconnected'
    card_type: string | null
    last4: string | null
  }
  subscription_items: (Omit<SubscriptionItemEventObject, 'is_free_trial'> & { credit?: ProrationCreditObject, credits: CreditsObject | null })[]
}
