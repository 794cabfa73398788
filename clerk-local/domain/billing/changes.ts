import type { ItemVerb } from '../../contract/webhooks.ts'
import type { Context } from '../../core/context.ts'
import type { PaymentAttempt, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { paymentEventJson, subscriptionEventJson, subscriptionItemEventJson } from '../../formatters/billing/events.ts'

/** As `changed` in domain/changes: records what happened to Billing's objects with the payload of its webhook. */
export const billingChanged = {
  subscription: (ctx: Context, verb: 'created' | 'updated' | 'active' | 'pastDue', subscription: Subscription) =>
    ctx.store.changes.record(`subscription.${verb}`, subscriptionEventJson(ctx, subscription)),
  item: (ctx: Context, verb: ItemVerb, subscription: Subscription, item: SubscriptionItem) =>
    ctx.store.changes.record(`subscriptionItem.${verb}`, subscriptionItemEventJson(ctx, subscription, item)),
  payment: (ctx: Context, verb: 'created' | 'updated', subscription: Subscription, attempt: PaymentAttempt) =>
    ctx.store.changes.record(`paymentAttempt.${verb}`, paymentEventJson(ctx, subscription, attempt)),
}
