import type { MoneyObject } from './money.ts'

/** Something that plans contain and permissions ask for. */
export interface FeatureObject {
  object: 'feature'
  id: string
  name: string
  description: string | null
  slug: string
  avatar_url: string | null
}

/** What a plan's seats cost; a tier that is free and ends is a limit, or what is included. */
export interface UnitPriceObject {
  name: string
  block_size: number
  tiers: { starts_at_block: number, ends_after_block: number | null, fee_per_block: MoneyObject }[]
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
  unit_prices?: UnitPriceObject[]
  features: FeatureObject[]
  /** Where plans are listed for one organization: clerk-js looks for the price to buy seats with; no specification has it. */
  available_prices?: { id: string, fee: MoneyObject | null, annual_monthly_fee: MoneyObject | null, is_default: boolean, unit_prices?: UnitPriceObject[] }[]
}

/** A plan as price transitions and extended trials tell it (backend-api.yml, `CommercePlan-2`). */
export interface OldPlanObject extends Omit<PlanObject, 'description' | 'avatar_url' | 'unit_prices' | 'available_prices' | 'features'> {
  amount: number
  amount_formatted: string
  annual_monthly_amount: number
  annual_monthly_amount_formatted: string
  annual_amount: number
  annual_amount_formatted: string
  currency_symbol: string
  currency: string
  description: string
  payer_type: string[]
  avatar_url: string
  period: string
  interval: number
  features: (Omit<FeatureObject, 'description' | 'avatar_url'> & { description: string, avatar_url: string })[]
}

/** A price of a plan (backend-api.yml, `BillingPriceResponse`). */
export interface PriceObject {
  object: 'commerce_price'
  id: string
  plan_id: string
  instance_id: string
  currency: string
  currency_symbol: string
  amount: number
  annual_monthly_amount: number
  fee: MoneyObject | null
  annual_monthly_fee: MoneyObject | null
  description: string | null
  is_default: boolean
  created_at: number
  supported_billing_periods: 'month' | 'annual' | 'both'
}
