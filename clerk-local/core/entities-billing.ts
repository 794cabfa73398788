/** Plain data of Billing. Amounts are cents, times milliseconds since 1970. */

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
  forPayerType: 'org' | 'user'
  isDefault: boolean
  publiclyVisible: boolean
  /** Cents a month; 0 is free. */
  monthlyFee: number
  /** Cents a year, null when not offered. */
  annualFee: number | null
  freeTrialDays: number | null
  featureSlugs: string[]
  /** Seats of an organization on this plan; null leaves the instance's limit. */
  seats: number | null
  createdAt: number
  updatedAt: number
}

export interface SubscriptionItem {
  id: string
  planId: string
  planPeriod: 'month' | 'annual'
  status: 'active' | 'canceled' | 'ended' | 'past_due' | 'upcoming' | 'incomplete' | 'abandoned'
  isFreeTrial: boolean
  paymentMethodId: string | null
  periodStart: number
  periodEnd: number | null
  canceledAt: number | null
  pastDueAt: number | null
  endedAt: number | null
  createdAt: number
  updatedAt: number
}

export interface Subscription {
  id: string
  payerId: string
  payerType: 'org' | 'user'
  organizationId: string | null
  userId: string | null
  status: 'active' | 'past_due' | 'canceled' | 'ended' | 'abandoned' | 'incomplete'
  items: SubscriptionItem[]
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
  createdAt: number
  updatedAt: number
}
