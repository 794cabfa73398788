/** Plain data of charges, payments and checkouts. Amounts are cents, times milliseconds since 1970. */

import type { PlanPeriod } from './billing.ts'

/** A part of a billing cycle, in days, and what it is worth. */
export interface Proration {
  amount: number
  days: number
  daysTotal: number
}

/** How an amount to pay comes about. */
export interface Charge {
  /** The fee of the whole period without seats; null when only seats are bought. */
  base: number | null
  /** Months that the period has: 1 or 12. */
  months: number
  /** Seats and what one of them costs a month. */
  seatTiers: { quantity: number, fee: number }[]
  /** Taken off because part of the cycle has passed. */
  proratedDiscount: Proration | null
  discount: { discountId: string, amount: number, promoCode: string | null, cyclesRemaining: number | null, cyclesApplied: number } | null
  /** Given back for the rest of the cycle of the plan before. */
  proratedCredit: Proration | null
  payerCredit: { applied: number, remaining: number } | null
  /** What the payer owes from a cycle that was never paid. */
  pastDue: number
}

/** A saved card. */
export interface PaymentMethod {
  id: string
  payerId: string
  last4: string
  cardType: string
  expiryMonth: number
  expiryYear: number
  isDefault: boolean
  status: 'active' | 'disconnected'
  /** The reason that the bank gives; null pays. */
  declineCode: string | null
  createdAt: number
  updatedAt: number
}

/** A change of plan that waits to be confirmed. */
export interface Checkout {
  id: string
  payerId: string
  planId: string
  priceId: string
  planPeriod: PlanPeriod
  /** Asked for; null takes as many as are in use. */
  seatsQuantity: number | null
  discountId: string | null
  status: 'needs_confirmation' | 'completed'
  /** What was agreed on; null until then. */
  quote: Quote | null
  itemId: string | null
  paymentMethodId: string | null
  createdAt: number
  updatedAt: number
}

/** What a checkout would do and cost. */
export interface Quote {
  change: 'new' | 'resubscribe' | 'seats' | 'later'
  /** Due now, or after the trial, or when the plan starts later. */
  charge: Charge
  dueNow: number
  seats: number | null
  /** When the plan starts. */
  periodStart: number
  trialEndsAt: number | null
}

/** A try to take money. */
export interface PaymentAttempt {
  id: string
  paymentId: string
  payerId: string
  itemId: string
  statementId: string
  chargeType: 'checkout' | 'recurring'
  status: 'pending' | 'paid' | 'failed'
  charge: Charge
  amount: number
  /** Null when credit paid it all. */
  paymentMethodId: string | null
  paidAt: number | null
  failedAt: number | null
  failedReason: { code: string, decline_code: string } | null
  createdAt: number
  updatedAt: number
}

/** The payments of a payer in one month. */
export interface Statement {
  id: string
  payerId: string
  /** Start of the month in UTC. */
  month: number
  createdAt: number
}

/** A change of a payer's credit balance: the balance is the sum. */
export interface CreditEntry {
  id: string
  payerId: string
  amount: number
  sourceType: 'grant' | 'payment_attempt'
  sourceId: string
  idempotencyKey: string | null
  note: string | null
  createdAt: number
}
