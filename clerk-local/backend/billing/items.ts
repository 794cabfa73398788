import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { SubscriptionItemAnswers, subscriptionItemOperations } from '../../contract/backend/billing/items.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { planOf } from '../../domain/billing/items.ts'
import { applyDiscount, removeDiscount } from '../../domain/billing/payments/redemptions.ts'
import { cancelItem, extendTrial } from '../../domain/billing/plan-changes.ts'
import { settleAll } from '../../domain/billing/renewals.ts'
import { createTransition } from '../../domain/billing/transitions.ts'
import { payerJson } from '../../formatters/billing/payer.ts'
import { oldSubscriptionItemJson, redemptionJson, subscriptionItemJson, transitionJson } from '../../formatters/billing/subscription.ts'
import { page, queryFlag, queryWord, readBody } from '../request.ts'

const statuses = ['active', 'ended', 'past_due', 'upcoming', 'free_trial'] as const
const trialBody = z.strictObject({ extend_to: z.iso.datetime({ offset: true }) })
const transitionBody = z.strictObject({ from_price_id: z.string(), to_price_id: z.string() })
const discountBody = z.strictObject({ discount_id: z.string() })

interface Found { subscription: Subscription, item: SubscriptionItem }

/** Subscription items of all payers. */
export const subscriptionItemHandlers = (ctx: Context): Handlers<Call, typeof subscriptionItemOperations, SubscriptionItemAnswers> => ({
  GetCommerceSubscriptionItemList(c) {
    const status = queryWord(c, 'status', statuses)
    const type = queryWord(c, 'payer_type', ['org', 'user'])
    const planId = c.req.query('plan_id')
    const withFree = queryFlag(c, 'include_free') ?? false
    const query = c.req.query('query')?.toLowerCase() ?? ''
    const rows = allItems(ctx).filter(({ subscription, item }) =>
      (!type || subscription.payerType === type)
      && (!planId || item.planId === planId)
      && (withFree || !planOf(ctx, item).isDefault)
      && (!status || hasStatus(item, status))
      && (!query || searchable(ctx, subscription).some(text => text.includes(query)))).reverse()
    return { data: page(c, rows).map(row => subscriptionItemJson(ctx, row.subscription, row.item, 'backend')), total_count: rows.length }
  },

  CancelCommerceSubscriptionItem(c, { subscription_item_id }) {
    const { subscription, item } = find(ctx, subscription_item_id)
    return subscriptionItemJson(ctx, subscription, cancelItem(ctx, subscription, item, queryFlag(c, 'end_now')), 'backend')
  },

  async ExtendBillingSubscriptionItemFreeTrial(c, { subscription_item_id }) {
    const { extend_to } = await readBody(c, trialBody)
    const { subscription, item } = find(ctx, subscription_item_id)
    return oldSubscriptionItemJson(ctx, subscription, extendTrial(ctx, subscription, item, Date.parse(extend_to)))
  },

  async CreateBillingPriceTransition(c, { subscription_item_id }) {
    const { from_price_id, to_price_id } = await readBody(c, transitionBody)
    const { subscription, item } = find(ctx, subscription_item_id)
    return transitionJson(ctx, subscription, createTransition(ctx, subscription, item, from_price_id, to_price_id))
  },

  async ApplyBillingSubscriptionItemDiscount(c, { subscription_item_id }) {
    const { discount_id } = await readBody(c, discountBody)
    const { subscription, item } = find(ctx, subscription_item_id)
    return redemptionJson(ctx, item, applyDiscount(ctx, subscription, item, discount_id))
  },

  RemoveBillingSubscriptionItemDiscount(_, { subscription_item_id, discount_id }) {
    const { subscription, item } = find(ctx, subscription_item_id)
    return redemptionJson(ctx, item, removeDiscount(ctx, subscription, item, discount_id))
  },
})

function allItems(ctx: Context): Found[] {
  settleAll(ctx)
  return ctx.store.subscriptions.all().flatMap(subscription => subscription.items.map(item => ({ subscription, item }))).sort((a, b) => a.item.createdAt - b.item.createdAt)
}

function find(ctx: Context, id: string): Found {
  const found = allItems(ctx).find(({ item }) => item.id === id)
  if (!found) throw clerkError(404, 'subscription_item_not_found', 'Subscription item not found')
  return found
}

/** Canceled items are active ones that are scheduled to end (Clerk docs, Custom Plans and prices). */
function hasStatus(item: SubscriptionItem, status: typeof statuses[number]): boolean {
  if (status === 'free_trial') return item.isFreeTrial && item.status === 'active'
  return item.status === status || (status === 'active' && item.status === 'canceled')
}

function searchable(ctx: Context, subscription: Subscription): string[] {
  const payer = payerJson(ctx, subscription)
  return [payer.id, payer.user_id, payer.organization_id, payer.organization_name, payer.email, `${payer.first_name} ${payer.last_name}`].map(text => text?.toLowerCase() ?? '')
}
