import type { MoneyObject } from './money.ts'

/** Who pays: an organization or a person. */
export interface PayerObject {
  object: 'commerce_payer'
  id: string
  instance_id: string
  user_id: string | null
  first_name: string | null
  last_name: string | null
  email: string | null
  organization_id: string | null
  organization_name: string | null
  image_url: string
  credits_balance?: MoneyObject
  created_at: number
  updated_at: number
}

/** A saved card, or the payer's credit where that paid all (frontend-api.yml, `BillingPaymentMethod`). */
export interface PaymentMethodObject {
  object: 'commerce_payment_method'
  id: string
  payer_id: string
  payment_type: 'card' | 'link' | 'payer-credits'
  is_default: boolean
  is_removable: boolean
  gateway: string
  gateway_external_id: string
  gateway_external_account_id: string | null
  last4: string | null
  status: 'active' | 'disconnected'
  wallet_type: string | null
  card_type: string | null
  expiry_month: number | null
  expiry_year: number | null
  created_at: number
  updated_at: number
}

/** What the payment element of the gateway starts from. */
export interface PaymentMethodInitializeObject {
  object: 'commerce_payment_method_initialize'
  external_client_secret: string
  external_gateway_id: string
  payment_method_order: string[]
}

/** What a payer has to their credit; null before they ever had any. clerk-js reads it, the Frontend API's specification lacks it. */
export interface CreditBalanceObject { object: 'commerce_credit_balance', balance: MoneyObject | null }

/** An entry of the credit ledger (backend-api.yml, `CommerceCreditLedgerResponse`). */
export interface CreditEntryObject<Time extends string | number> {
  object: 'commerce_credit_ledger'
  id: string
  payer_id: string
  amount: MoneyObject
  source_type: string
  source_id: string
  note: string | null
  /** A date in words at the Backend API, milliseconds where clerk-js reads it. */
  created_at: Time
}
