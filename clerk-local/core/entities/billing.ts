/** Plain data of Billing. Amounts are cents, times milliseconds since 1970. */

import type { Charge } from './payments.ts'

/** Who pays: an organization or a person. */
export type PayerType = 'org' | 'user'
/** How often is paid. */
export type PlanPeriod = 'month' | 'annual'

/** Something that plans contain and permissions ask for. */
export interface Feature {
  id: string
  slug: string
  name: string
  description: string | null
}

/** What payers subscribe to. */
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

/** Takes a share or an amount off charges; give one of the two. */
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

/** Where a subscription item is in its life (webhooks.yml). */
export type SubscriptionItemStatus = 'active' | 'canceled' | 'ended' | 'past_due' | 'upcoming' | 'incomplete' | 'abandoned'

/** One plan of a subscription, from now or from later on. */
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
