import type { ItemVerb } from '../../contract/webhooks.ts'
import type { Context } from '../../core/context.ts'
import type { Plan, Subscription, SubscriptionItem, SubscriptionItemStatus } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { defaultPlan } from './catalog/plans.ts'
import { defaultPrice } from './catalog/prices.ts'
import { billingChanged } from './changes.ts'
import { applySeatLimit } from './seats.ts'

const inForce: SubscriptionItemStatus[] = ['active', 'canceled', 'past_due']

/** What a change of status is called; other changes are `updated` (Clerk docs, Billing webhooks). */
const verbs: Record<SubscriptionItemStatus, ItemVerb> = {
  active: 'active', canceled: 'canceled', ended: 'ended', past_due: 'pastDue', upcoming: 'upcoming', incomplete: 'incomplete', abandoned: 'abandoned',
}

/** Whether an item counts, now or later. */
export function isLive(item: SubscriptionItem): boolean {
  return inForce.includes(item.status) || item.status === 'upcoming'
}

/** The one item whose plan the payer is on. */
export function itemInForce(subscription: Subscription): SubscriptionItem | undefined {
  return subscription.items.find(item => inForce.includes(item.status))
}

/** The item that takes over at the end of the period, if a change is due. */
export function upcomingItem(subscription: Subscription): SubscriptionItem | undefined {
  return subscription.items.find(item => item.status === 'upcoming')
}

/** An item of the subscription, or 404 (Clerk's error index). */
export function requireItem(subscription: Subscription, id: string): SubscriptionItem {
  const item = subscription.items.find(i => i.id === id)
  if (!item) throw clerkError(404, 'subscription_item_not_found', 'Subscription item not found')
  return item
}

/** Adds an item and tells nobody yet. */
export function addItem(ctx: Context, subscription: Subscription, input: Pick<SubscriptionItem, 'planId' | 'priceId' | 'planPeriod' | 'status' | 'periodStart' | 'periodEnd'> & Partial<SubscriptionItem>): SubscriptionItem {
  const now = ctx.store.now()
  const item: SubscriptionItem = {
    id: ctx.store.id('csub_item'),
    isFreeTrial: false, trialEndingTold: false, seats: null, discount: null, charge: null, lifetimePaid: 0, paymentMethodId: null,
    canceledAt: null, pastDueAt: null, endedAt: null, createdAt: now, updatedAt: now,
    ...input,
  }
  ctx.store.subscriptions.update(subscription.id, { items: [...subscription.items, item] })
  return item
}

/** Changes an item and tells of it. `at` is when it happened, which may be before now. */
export function changeItem(ctx: Context, subscription: Subscription, item: SubscriptionItem, patch: Partial<SubscriptionItem>, at = ctx.store.now()): void {
  const verb = patch.status && patch.status !== item.status ? verbs[patch.status] : 'updated'
  Object.assign(item, patch, { updatedAt: at })
  billingChanged.item(ctx, verb, subscription, item)
}

/** Puts an item in force in place of the one before. */
export function activate(ctx: Context, subscription: Subscription, item: SubscriptionItem, patch: Partial<SubscriptionItem>, at = ctx.store.now()): void {
  const before = itemInForce(subscription)
  if (before && before !== item) changeItem(ctx, subscription, before, { status: 'ended', endedAt: at }, at)
  changeItem(ctx, subscription, item, { status: 'active', canceledAt: null, pastDueAt: null, endedAt: null, ...patch }, at)
  if (before) applySeatLimit(ctx, subscription, planOf(ctx, item), planOf(ctx, before))
}

/** Lets the default plan take over, now or later. Its item keeps its id (Clerk docs, Billing webhooks). */
export function returnToDefault(ctx: Context, subscription: Subscription, status: 'active' | 'upcoming', at: number): void {
  const plan = defaultPlan(ctx, subscription.payerType)
  if (!plan) return
  const times = { periodStart: at, periodEnd: null }
  const item = subscription.items.find(i => i.planId === plan.id)
    ?? addItem(ctx, subscription, { planId: plan.id, priceId: defaultPrice(plan).id, planPeriod: 'month', status: 'incomplete', ...times })
  if (status === 'active') activate(ctx, subscription, item, times, at)
  else changeItem(ctx, subscription, item, { status, canceledAt: null, endedAt: null, ...times })
}

/** Drops what was planned or begun and won't happen any more. */
export function abandonOthers(ctx: Context, subscription: Subscription, kept?: SubscriptionItem): void {
  for (const item of subscription.items) {
    if (item !== kept && (item.status === 'upcoming' || item.status === 'incomplete')) changeItem(ctx, subscription, item, { status: 'abandoned' })
  }
}

/** Brings the subscription's status up to date with its items and tells of the change. */
export function finish(ctx: Context, subscription: Subscription, at = ctx.store.now()): void {
  const status = itemInForce(subscription)?.status === 'past_due' ? 'past_due' : 'active'
  const verb = status === subscription.status ? 'updated' : status === 'past_due' ? 'pastDue' : 'active'
  ctx.store.subscriptions.update(subscription.id, {
    status,
    ...(verb === 'active' && { activeAt: at, pastDueAt: null }),
    ...(verb === 'pastDue' && { pastDueAt: at }),
    updatedAt: at,
  })
  billingChanged.subscription(ctx, verb, subscription)
}

/** The plan of an item. */
export function planOf(ctx: Context, item: SubscriptionItem): Plan {
  const plan = ctx.store.plans.get(item.planId)
  if (!plan) throw new Error(`No plan ${item.planId}`)
  return plan
}
