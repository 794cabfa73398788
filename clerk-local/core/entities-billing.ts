/** Plain data of Billing. Amounts are cents, times milliseconds since 1970. */

export type PayerType = 'org' | 'user'
export type PlanPeriod = 'month' | 'annual'

export interface Feature {
  id: string
  slug: string
  name: string
  description: string | null
}

export interface Plan {
  id: string
  slug: string
  name: string
  description: string | null
  forPayerType: PayerType
  isDefault: boolean
  publiclyVisible: boolean
  /** Cents a month; 0 is free. */
  monthlyFee: number
  /** Cents a year, null when not offered. */
  annualFee: number | null
  freeTrialDays: number | null
  featureSlugs: string[]
  /** Seats of an organization on this plan: null leaves the instance's limit, 0 is without limit. */
  seats: number | null
  /** What each seat above the included ones costs, in cents a month; null doesn't charge for seats. */
  seatPrice: { fee: number, included: number } | null
  createdAt: number
  updatedAt: number
}

/** What a plan costs: the plan's own fees, or a custom price made by the Backend API. */
export interface Price {
  id: string
  planId: string
  /** Cents a month, null when not offered by the month. */
  monthlyFee: number | null
  /** Cents a year, null when not offered by the year. */
  annualFee: number | null
  description: string | null
  isDefault: boolean
  createdAt: number
}

export interface Discount {
  id: string
  name: string
  /** From 0 to 100; null when the amount is fixed. */
  percentOff: number | null
  amountOff: number | null
  /** How many charges it lowers; null is every one. */
  durationInCycles: number | null
  promoCode: string | null
}

/** A discount on a subscription item. */
export interface Redemption {
  id: string
  discountId: string
  source: 'manual' | 'promo_code'
  cyclesRemaining: number | null
  cyclesApplied: number
  status: 'active' | 'exhausted' | 'removed'
  redeemedAt: number
}

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

export type SubscriptionItemStatus = 'active' | 'canceled' | 'ended' | 'past_due' | 'upcoming' | 'incomplete' | 'abandoned'

export interface SubscriptionItem {
  id: string
  planId: string
  priceId: string
  planPeriod: PlanPeriod
  status: SubscriptionItemStatus
  isFreeTrial: boolean
  /** Whether the end of the trial was announced. */
  trialEndingTold: boolean
  /** Seats bought, on plans that charge for them. */
  seats: number | null
  discount: Redemption | null
  /** The latest charge. */
  charge: Charge | null
  lifetimePaid: number
  paymentMethodId: string | null
  periodStart: number
  periodEnd: number | null
  canceledAt: number | null
  pastDueAt: number | null
  endedAt: number | null
  createdAt: number
  updatedAt: number
}

/** A payer and what they are subscribed to. */
export interface Subscription {
  id: string
  payerId: string
  payerType: PayerType
  organizationId: string | null
  userId: string | null
  status: 'active' | 'past_due'
  items: SubscriptionItem[]
  /** What a failed renewal left to pay. */
  owed: number
  /** A payer has one free trial, and none after a payment. */
  trialUsed: boolean
  latestPaymentId: string | null
  activeAt: number | null
  pastDueAt: number | null
  createdAt: number
  updatedAt: number
}

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
