import type { FeatureObject, MoneyObject, PayerObject, PlanObject, SubscriptionItemObject, SubscriptionObject } from '../contract/objects/billing.ts'
import type { Context } from '../core/context.ts'
import type { Feature, PaymentMethod, Plan, Subscription, SubscriptionItem } from '../core/entities.ts'
import { instanceId } from '../core/keys.ts'
import { organizationImageUrl } from './organization.ts'
import { primaryEmail, userImageUrl } from './user.ts'

/** An amount in cents, as Billing shows money. */
export function money(amount: number): MoneyObject {
  return { amount, amount_formatted: (amount / 100).toFixed(2), currency: 'USD', currency_symbol: '$' }
}

/** A feature of plans. */
export function featureJson(feature: Feature): FeatureObject {
  return { object: 'feature', id: feature.id, name: feature.name, description: feature.description, slug: feature.slug, avatar_url: null }
}

/** A plan with its prices and features. */
export function planJson(ctx: Context, plan: Plan): PlanObject {
  return {
    object: 'commerce_plan',
    id: plan.id,
    name: plan.name,
    fee: money(plan.monthlyFee),
    annual_monthly_fee: plan.annualFee === null ? null : money(Math.round(plan.annualFee / 12)),
    annual_fee: plan.annualFee === null ? null : money(plan.annualFee),
    description: plan.description,
    product_id: 'cprod_local',
    is_default: plan.isDefault,
    is_recurring: true,
    publicly_visible: plan.publiclyVisible,
    has_base_fee: plan.monthlyFee > 0,
    for_payer_type: plan.forPayerType,
    slug: plan.slug,
    avatar_url: null,
    free_trial_enabled: plan.freeTrialDays !== null,
    free_trial_days: plan.freeTrialDays,
    features: plan.featureSlugs.map(slug => ctx.store.features.by('slug', slug)[0]).filter(f => f !== undefined).map(featureJson),
  }
}

/** Who pays: an organization or a person. */
export function payerJson(ctx: Context, subscription: Subscription): PayerObject {
  const organization = ctx.store.organizations.get(subscription.organizationId)
  const user = ctx.store.users.get(subscription.userId)
  return {
    object: 'commerce_payer',
    id: subscription.payerId,
    instance_id: instanceId,
    user_id: subscription.userId,
    first_name: user?.firstName ?? null,
    last_name: user?.lastName ?? null,
    email: user ? primaryEmail(user) : null,
    organization_id: subscription.organizationId,
    organization_name: organization?.name ?? null,
    image_url: organization ? organizationImageUrl(ctx, organization) : user ? userImageUrl(ctx, user) : '',
    created_at: subscription.createdAt,
    updated_at: subscription.updatedAt,
  }
}

/** What one period costs on this item. */
export function itemAmount(ctx: Context, item: SubscriptionItem): number {
  const plan = ctx.store.plans.get(item.planId)
  return item.planPeriod === 'annual' ? plan?.annualFee ?? 0 : plan?.monthlyFee ?? 0
}

/** One plan of a subscription. */
export function subscriptionItemJson(ctx: Context, subscription: Subscription, item: SubscriptionItem): SubscriptionItemObject {
  const plan = ctx.store.plans.get(item.planId)
  const amount = itemAmount(ctx, item)
  return {
    object: 'commerce_subscription_item',
    id: item.id,
    instance_id: instanceId,
    status: item.status,
    plan_id: item.planId,
    price_id: `cprice_${item.planId.slice(6)}`,
    plan: plan ? planJson(ctx, plan) : undefined,
    plan_period: item.planPeriod,
    payment_method_id: item.paymentMethodId ?? undefined,
    lifetime_paid: money(0),
    amount: money(amount),
    ...(item.periodEnd !== null && item.status === 'active' && { next_payment: { amount: money(amount), date: item.periodEnd } }),
    payer_id: subscription.payerId,
    payer: payerJson(ctx, subscription),
    is_free_trial: item.isFreeTrial,
    period_start: item.periodStart,
    period_end: item.periodEnd,
    canceled_at: item.canceledAt,
    past_due_at: item.pastDueAt,
    ended_at: item.endedAt,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
  }
}

/** A subscription with the items that still matter. */
export function subscriptionJson(ctx: Context, subscription: Subscription): SubscriptionObject {
  const items = subscription.items.filter(item => item.status !== 'ended').map(item => subscriptionItemJson(ctx, subscription, item))
  const next = items.find(item => item.next_payment)?.next_payment
  return {
    object: 'commerce_subscription',
    id: subscription.id,
    instance_id: instanceId,
    status: subscription.status,
    payer_id: subscription.payerId,
    active_at: subscription.activeAt,
    past_due_at: subscription.pastDueAt,
    subscription_items: items,
    ...(next && { next_payment: next }),
    eligible_for_free_trial: false,
    created_at: subscription.createdAt,
    updated_at: subscription.updatedAt,
  }
}

/** A subscription as webhooks tell it: payer and all items inside (facts §G). */
export function subscriptionEventJson(ctx: Context, subscription: Subscription) {
  return {
    object: 'commerce_subscription' as const,
    id: subscription.id,
    status: subscription.status,
    active_at: subscription.activeAt,
    canceled_at: null,
    ended_at: null,
    past_due_at: subscription.pastDueAt,
    latest_payment_id: null,
    payer_id: subscription.payerId,
    payer: payerJson(ctx, subscription),
    payment_source_id: null,
    items: subscription.items.map(item => subscriptionItemJson(ctx, subscription, item)),
    created_at: subscription.createdAt,
    updated_at: subscription.updatedAt,
  }
}

/** A saved card. */
export function paymentMethodJson(method: PaymentMethod) {
  return {
    object: 'commerce_payment_method' as const,
    id: method.id,
    payer_id: method.payerId,
    payment_type: 'card' as const,
    is_default: method.isDefault,
    is_removable: true,
    gateway: 'stripe',
    gateway_external_id: `pm_${method.id}`,
    gateway_external_account_id: null,
    last4: method.last4,
    status: method.status,
    wallet_type: null,
    card_type: method.cardType,
    expiry_month: method.expiryMonth,
    expiry_year: method.expiryYear,
    created_at: method.createdAt,
    updated_at: method.updatedAt,
  }
}
