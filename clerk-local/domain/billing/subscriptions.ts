import type { Context } from '../../core/context.ts'
import type { Plan, Subscription, SubscriptionItem } from '../../core/entities.ts'
import { notFound } from '../../core/errors.ts'
import { changed } from '../changes.ts'

export type PayerType = Plan['forPayerType']

/** The subscription of a payer, or none where Billing is off. */
export function findSubscription(ctx: Context, type: PayerType, payerId: string): Subscription | undefined {
  return type === 'org' ? ctx.store.subscriptions.by('organizationId', payerId)[0] : ctx.store.subscriptions.by('userId', payerId)[0]
}

/** The item that counts now: the newest that is active, or past due, or canceled and still paid. */
export function activeItem(ctx: Context, subscription: Subscription): SubscriptionItem | undefined {
  const now = ctx.store.now()
  return [...subscription.items].reverse().find(item =>
    ['active', 'past_due', 'canceled'].includes(item.status) && item.periodStart <= now && (item.periodEnd === null || item.periodEnd > now || item.status !== 'canceled'))
}

/** The plan a payer is on; the default plan when nothing else is. */
export function activePlan(ctx: Context, type: PayerType, payerId: string): Plan | undefined {
  const subscription = findSubscription(ctx, type, payerId)
  const item = subscription && activeItem(ctx, subscription)
  return (item && ctx.store.plans.get(item.planId)) ?? defaultPlan(ctx, type)
}

/** Features of the payer's plan, in the plan's order. */
export function activeFeatureSlugs(ctx: Context, type: PayerType, payerId: string): string[] {
  return activePlan(ctx, type, payerId)?.featureSlugs ?? []
}

export function defaultPlan(ctx: Context, type: PayerType): Plan | undefined {
  return ctx.store.plans.find(plan => plan.forPayerType === type && plan.isDefault)
}

/** Seats that an organization starts with where its first plan has a number of them. */
export function startingSeats(ctx: Context): number | undefined {
  return (ctx.settings.billing.organizationEnabled ? defaultPlan(ctx, 'org')?.seats : undefined) ?? undefined
}

/** A plan with a number of seats sets the organization's limit; more members than seats is legal after a downgrade (facts §H). */
function applySeats(ctx: Context, plan: Plan, subscription: Subscription): void {
  const organization = ctx.store.organizations.get(subscription.organizationId)
  if (!organization || plan.seats === null) return
  ctx.store.organizations.update(organization.id, { maxAllowedMemberships: plan.seats, updatedAt: ctx.store.now() })
  changed.organization(ctx, 'updated', organization)
}

/** Every payer starts on the default plan. */
export function createSubscription(ctx: Context, type: PayerType, payerId: string): Subscription | undefined {
  const plan = defaultPlan(ctx, type)
  if (!plan || !(type === 'org' ? ctx.settings.billing.organizationEnabled : ctx.settings.billing.userEnabled)) return undefined
  const now = ctx.store.now()
  const subscription = ctx.store.subscriptions.insert({
    id: ctx.store.id('sub'),
    payerId: ctx.store.id('cpayer'),
    payerType: type,
    organizationId: type === 'org' ? payerId : null,
    userId: type === 'user' ? payerId : null,
    status: 'active',
    items: [newItem(ctx, plan, 'month')],
    activeAt: now,
    pastDueAt: null,
    createdAt: now,
    updatedAt: now,
  })
  changed.subscription(ctx, 'created', subscription)
  return subscription
}

/** Moves a payer to another plan at once; the free item ends or comes back. */
export function changePlan(ctx: Context, type: PayerType, payerId: string, planSlug: string, period: 'month' | 'annual' = 'month'): Subscription {
  const plan = ctx.store.plans.by('slug', planSlug)[0]
  if (!plan || plan.forPayerType !== type) throw notFound(`No plan was found with slug ${planSlug}.`)
  const subscription = findSubscription(ctx, type, payerId) ?? createSubscription(ctx, type, payerId)
  if (!subscription) throw notFound('No subscription was found.')
  const now = ctx.store.now()
  const items = subscription.items.map(item => item.status === 'active' || item.status === 'past_due'
    ? { ...item, status: 'ended' as const, endedAt: now, updatedAt: now }
    : item)
  ctx.store.subscriptions.update(subscription.id, { items: [...items, newItem(ctx, plan, period)], status: 'active', pastDueAt: null, updatedAt: now })
  changed.subscription(ctx, 'updated', subscription)
  applySeats(ctx, plan, subscription)
  return subscription
}

/** The payer is gone. */
export function endSubscriptions(ctx: Context, type: PayerType, payerId: string): void {
  const subscription = findSubscription(ctx, type, payerId)
  if (subscription) ctx.store.subscriptions.delete(subscription.id)
}

function newItem(ctx: Context, plan: Plan, planPeriod: 'month' | 'annual'): SubscriptionItem {
  const now = ctx.store.now()
  const free = plan.monthlyFee === 0
  return {
    id: ctx.store.id('subi'),
    planId: plan.id,
    planPeriod,
    status: 'active',
    isFreeTrial: false,
    paymentMethodId: null,
    periodStart: now,
    periodEnd: free ? null : addMonths(now, planPeriod === 'month' ? 1 : 12),
    canceledAt: null,
    pastDueAt: null,
    endedAt: null,
    createdAt: now,
    updatedAt: now,
  }
}

function addMonths(time: number, months: number): number {
  const date = new Date(time)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.getTime()
}
