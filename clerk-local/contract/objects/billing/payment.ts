import type { CheckoutTotalsObject, MoneyObject, TotalsObject } from './money.ts'
import type { PayerObject, PaymentMethodObject } from './payer.ts'
import type { PlanObject } from './plan.ts'
import type { SubscriptionItemObject } from './subscription.ts'

/** Who is paid: the instance, through its gateway. */
export interface PayeeObject {
  object: 'commerce_payee'
  id: string
  gateway_type: string
  gateway_external_id: string
  gateway_status: string
}

/** A try to take money (both specifications, `BillingPaymentAttempt`). */
export interface PaymentAttemptObject {
  object: 'commerce_payment'
  id: string
  payment_id: string
  instance_id: string
  charge_type: 'checkout' | 'recurring'
  payee_id: string
  payee: PayeeObject
  payer_id: string
  payer: PayerObject
  subscription_item_id: string
  subscription_item: SubscriptionItemObject
  amount: MoneyObject
  totals: TotalsObject
  payment_method_id: string
  payment_method: PaymentMethodObject
  statement_id: string
  gateway_external_id: string | null
  gateway_external_url: string | null
  status: 'pending' | 'paid' | 'failed'
  paid_at: number | null
  failed_at: number | null
  /** Frontend API only. */
  failed_reason?: { code: string, decline_code: string }
  created_at: number
  updated_at: number
}

/** The payments of one payer in one month, by day (both specifications, `BillingStatement`). */
export interface StatementObject {
  object: 'commerce_statement'
  id: string
  instance_id: string
  timestamp: number
  payer: PayerObject
  status: 'open' | 'closed'
  totals: { subtotal: MoneyObject, base_fee: MoneyObject, tax_total: MoneyObject, grand_total: MoneyObject }
  groups: { object: 'commerce_statement_group', timestamp: number, items: PaymentAttemptObject[] }[]
}

/** A checkout (frontend-api.yml, `BillingCheckout`). */
export interface CheckoutObject {
  object: 'commerce_checkout'
  id: string
  plan: PlanObject
  plan_period: 'month' | 'annual'
  payer: PayerObject
  payment_method?: PaymentMethodObject
  external_gateway_id: string
  status: 'completed' | 'needs_confirmation'
  totals: CheckoutTotalsObject
  subscription_item?: SubscriptionItemObject
  plan_period_start: number
  is_immediate_plan_change: boolean
  free_trial_ends_at?: number
  needs_payment_method: boolean
}
