import type { Context } from '../../core/context.ts'
import type { PayerType, Plan, PlanPeriod, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { clerkError, notFound } from '../../core/errors.ts'
import type { Table } from '../../core/store/table.ts'
import { billingChanged } from './changes.ts'
import { defaultPlan, requirePlan } from './catalog/plans.ts'
import { defaultPrice } from './catalog/prices.ts'
import { itemInForce, returnToDefault } from './items.ts'
import { addMethod, defaultMethod } from './payments/methods.ts'
import { applyQuote } from './plan-changes.ts'
import { quoteFor } from './quotes.ts'
import { settle } from './renewals.ts'
import { seatLimit } from './seats.ts'

/** Whether Billing is on for a kind of payer. */
export function billingEnabled(ctx: Context, type: PayerType): boolean {
  return type === 'org' ? ctx.settings.billing.organizationEnabled : ctx.settings.billing.userEnabled
}

/** The subscription of a payer as it stands now, or none where Billing is off. */
function findSubscription(ctx: Context, type: PayerType, payerId: string): Subscription | undefined {
  const subscription = ctx.store.subscriptions.by(type === 'org' ? 'organizationId' : 'userId', payerId)[0]
  if (subscription) settle(ctx, subscription)
  return subscription
}

/** The subscription of a payer, 403 where Billing is off. Payers from before Billing was switched on get theirs now (Clerk docs, Billing webhooks). */
export function requireSubscription(ctx: Context, type: PayerType, payerId: string): Subscription {
  if (!billingEnabled(ctx, type)) {
    const whom = type === 'org' ? 'organizations' : 'users'
    throw clerkError(403, 'billing_not_enabled', 'access denied', `The billing feature for ${whom} is not enabled for this instance. You can enable it at https://dashboard.clerk.com.`)
  }
  const subscription = findSubscription(ctx, type, payerId) ?? createSubscription(ctx, type, payerId)
  if (!subscription) throw notFound('Subscription not found')
  return subscription
}

/** The plan a payer is on; the default plan when nothing else is. */
export function activePlan(ctx: Context, type: PayerType, payerId: string): Plan | undefined {
  return ctx.store.plans.get(activeItem(ctx, type, payerId)?.planId) ?? defaultPlan(ctx, type)
}

/** The item a payer is on. */
export function activeItem(ctx: Context, type: PayerType, payerId: string): SubscriptionItem | undefined {
  const subscription = findSubscription(ctx, type, payerId)
  return subscription && itemInForce(subscription)
}

/** Features of the payer's plan, in the plan's order. */
export function activeFeatureSlugs(ctx: Context, type: PayerType, payerId: string): string[] {
  return activePlan(ctx, type, payerId)?.featureSlugs ?? []
}

/** Seats that an organization starts with where its first plan has a number of them. */
export function startingSeats(ctx: Context): number | undefined {
  const plan = ctx.settings.billing.organizationEnabled ? defaultPlan(ctx, 'org') : undefined
  return plan && seatLimit(ctx, plan)
}

/** Every payer starts on the default plan, with a test card that pays. */
export function createSubscription(ctx: Context, type: PayerType, payerId: string): Subscription | undefined {
  const plan = defaultPlan(ctx, type)
  if (!plan || !billingEnabled(ctx, type)) return undefined
  const now = ctx.store.now()
  const subscription = ctx.store.subscriptions.insert({
    id: ctx.store.id('csub'),
    payerId: ctx.store.id('cpayer'),
    payerType: type,
    organizationId: type === 'org' ? payerId : null,
    userId: type === 'user' ? payerId : null,
    status: 'active',
    items: [],
    owed: 0,
    trialUsed: false,
    latestPaymentId: null,
    activeAt: now,
    pastDueAt: null,
    createdAt: now,
    updatedAt: now,
  })
  addMethod(ctx, subscription.payerId)
  returnToDefault(ctx, subscription, 'active', now)
  billingChanged.subscription(ctx, 'created', subscription)
  return subscription
}

/** Subscribes a payer to a plan as a checkout with the default card would; `seats` are bought where they cost something. */
export function changePlan(ctx: Context, type: PayerType, payerId: string, planSlug: string, period: PlanPeriod = 'month', seats: number | null = null): Subscription {
  const plan = requirePlan(ctx, planSlug)
  const subscription = requireSubscription(ctx, type, payerId)
  const wanted = { plan, price: defaultPrice(plan), period, seats: plan.seatPrice && seats, discount: null }
  applyQuote(ctx, subscription, wanted, quoteFor(ctx, subscription, wanted), defaultMethod(ctx, subscription.payerId))
  return subscription
}

/** The payer is gone, and all that was billed with them. */
export function endSubscriptions(ctx: Context, type: PayerType, payerId: string): void {
  const subscription = findSubscription(ctx, type, payerId)
  if (!subscription) return
  const { paymentMethods, paymentAttempts, statements, creditEntries, checkouts } = ctx.store
  forget(paymentMethods, subscription.payerId)
  forget(paymentAttempts, subscription.payerId)
  forget(statements, subscription.payerId)
  forget(creditEntries, subscription.payerId)
  forget(checkouts, subscription.payerId)
  ctx.store.subscriptions.delete(subscription.id)
}

function forget<Row extends { id: string, payerId: string }>(table: Table<Row>, payerId: string): void {
  for (const row of table.filter(r => r.payerId === payerId)) table.delete(row.id)
}
