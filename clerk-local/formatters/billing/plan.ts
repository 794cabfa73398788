import type { FeatureObject, OldPlanObject, PlanObject, PriceObject, UnitPriceObject } from '../../contract/objects/billing/plan.ts'
import type { Context } from '../../core/context.ts'
import type { Feature, Plan, PlanPeriod, Price } from '../../core/entities/index.ts'
import { instanceId } from '../../core/keys/keys.ts'
import { pricesOf } from '../../domain/billing/catalog/prices.ts'
import { money } from './money.ts'

/** A feature of plans. */
function featureJson(feature: Feature): FeatureObject {
  return { object: 'feature', id: feature.id, name: feature.name, description: feature.description, slug: feature.slug, avatar_url: null }
}

/** A plan with its fees, seats and features. */
export function planJson(ctx: Context, plan: Plan): PlanObject {
  const unitPrices = unitPricesJson(plan)
  return {
    ...commonPlanJson(plan),
    description: plan.description,
    avatar_url: null,
    ...(unitPrices && { unit_prices: unitPrices }),
    features: featuresOf(ctx, plan).map(featureJson),
  }
}

/** A plan as one organization may buy it: with the prices open to it, which Clerk UI needs to sell seats. */
export function planForPayerJson(ctx: Context, plan: Plan, priceIds: string[]): PlanObject {
  const json = planJson(ctx, plan)
  return {
    ...json,
    available_prices: pricesOf(ctx, plan).filter(price => price.isDefault || priceIds.includes(price.id)).map(price => ({
      id: price.id, ...feesJson(price), is_default: price.isDefault, ...(json.unit_prices && { unit_prices: json.unit_prices }),
    })),
  }
}

/** A price of a plan. */
export function priceJson(price: Price): PriceObject {
  return {
    object: 'commerce_price',
    id: price.id,
    plan_id: price.planId,
    instance_id: instanceId,
    currency: 'USD',
    currency_symbol: '$',
    amount: price.monthlyFee ?? 0,
    annual_monthly_amount: monthOf(price.annualFee ?? 0),
    ...feesJson(price),
    description: price.description,
    is_default: price.isDefault,
    created_at: price.createdAt,
    supported_billing_periods: price.annualFee === null ? 'month' : price.monthlyFee === null ? 'annual' : 'both',
  }
}

/** A plan in the older form, with amounts beside the fees. */
export function oldPlanJson(ctx: Context, plan: Plan, period: PlanPeriod): OldPlanObject {
  const amount = (cents: number) => money(cents).amount_formatted
  const annual = plan.annualFee ?? 0
  return {
    ...commonPlanJson(plan),
    amount: plan.monthlyFee,
    amount_formatted: amount(plan.monthlyFee),
    annual_monthly_amount: monthOf(annual),
    annual_monthly_amount_formatted: amount(monthOf(annual)),
    annual_amount: annual,
    annual_amount_formatted: amount(annual),
    currency: 'USD',
    currency_symbol: '$',
    description: plan.description ?? '',
    payer_type: [plan.forPayerType],
    avatar_url: '',
    period,
    interval: 1,
    features: featuresOf(ctx, plan).map(feature => ({ ...featureJson(feature), description: feature.description ?? '', avatar_url: '' })),
  }
}

/** What seats cost: included ones first, then those for a fee; a plan with a mere limit has one free tier that ends. */
export function unitPricesJson(plan: Plan): UnitPriceObject[] | undefined {
  if (plan.seats === null && !plan.seatPrice) return undefined
  const last = plan.seats || null
  const { fee, included } = plan.seatPrice ?? { fee: 0, included: 0 }
  const tiers = [
    ...(included > 0 ? [{ starts_at_block: 1, ends_after_block: included, fee_per_block: money(0) }] : []),
    { starts_at_block: included + 1, ends_after_block: last, fee_per_block: money(fee) },
  ]
  return [{ name: 'seats', block_size: 1, tiers }]
}

function commonPlanJson(plan: Plan) {
  return {
    object: 'commerce_plan' as const,
    id: plan.id,
    name: plan.name,
    fee: money(plan.monthlyFee),
    annual_monthly_fee: plan.annualFee === null ? null : money(monthOf(plan.annualFee)),
    annual_fee: plan.annualFee === null ? null : money(plan.annualFee),
    product_id: 'cprod_local',
    is_default: plan.isDefault,
    is_recurring: true,
    publicly_visible: plan.publiclyVisible,
    has_base_fee: plan.monthlyFee > 0,
    for_payer_type: plan.forPayerType,
    slug: plan.slug,
    free_trial_enabled: plan.freeTrialDays !== null,
    free_trial_days: plan.freeTrialDays,
  }
}

function feesJson(price: Price) {
  return { fee: price.monthlyFee === null ? null : money(price.monthlyFee), annual_monthly_fee: price.annualFee === null ? null : money(monthOf(price.annualFee)) }
}

function featuresOf(ctx: Context, plan: Plan): Feature[] {
  return plan.featureSlugs.map(slug => ctx.store.features.by('slug', slug)[0]).filter(feature => feature !== undefined)
}

const monthOf = (annual: number) => Math.round(annual / 12)
