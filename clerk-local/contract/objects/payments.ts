import type { MoneyObject } from './billing.ts'

/** A saved card (frontend-api.yml, `BillingPaymentMethod`). */
export interface PaymentMethodObject {
  object: 'commerce_payment_method'
  id: string
  payer_id: string
  payment_type: 'card'
  is_default: boolean
  is_removable: boolean
  gateway: string
  gateway_external_id: string
  gateway_external_account_id: string | null
  last4: string
  status: 'active' | 'disconnected'
  wallet_type: string | null
  card_type: string
  expiry_month: number
  expiry_year: number
  created_at: number
  updated_at: number
}

/** What a payer has to their credit; clerk-js reads it, the specification lacks it. */
export interface CreditBalanceObject { object: 'commerce_credit_balance', balance: MoneyObject }
