import type { z } from 'zod'
import type { SubscriptionItemRow } from '../../../db'
import { fact, told } from './facts'
import type { Change } from './project'
import { planSchema, subscriptionItemSchema, subscriptionSchema } from './resources'

type Item = z.infer<typeof subscriptionItemSchema>
/** When the state was certainly true, where the item names no version. */
const versionOf = (item: Item, seenAt: number) => item.updated_at ?? seenAt

type Payer = Pick<SubscriptionItemRow, 'organizationId' | 'userId'>

/** Whose it is: what an organization pays for belongs to nobody in it. */
const payerOf = ({ payer }: { payer?: Item['payer'] }): Payer =>
  ({ organizationId: payer?.organization_id || null, userId: payer?.organization_id ? null : payer?.user_id || null })

const itemChange = (raw: Item, payer: Payer, subscriptionId: string | null, seenAt: number): Change => ({ table: 'subscriptionItems', row: {
  id: raw.id,
  subscriptionId,
  ...payer,
  planId: raw.plan_id || raw.plan?.id || null,
  planSlug: raw.plan?.slug ?? null,
  planName: raw.plan?.name ?? null,
  status: raw.status,
  isFreeTrial: raw.is_free_trial ?? false,
  period: raw.interval ?? raw.plan_period ?? 'month',
  periodStart: raw.period_start,
  periodEnd: raw.period_end ?? null,
  seats: raw.seats?.quantity ?? null,
  createdAt: raw.created_at ?? raw.period_start,
  updatedAt: versionOf(raw, seenAt),
  seenAt,
  deletedAt: null,
} })

/** One plan of a subscription. */
export function projectSubscriptionItem(raw: unknown, seenAt: number): Change[] {
  const item = subscriptionItemSchema.parse(raw)
  return [itemChange(item, payerOf(item), item.subscription_id || null, seenAt)]
}

/** The item whose plan counts, as far as the subscription tells. */
const inForce = (items: Item[], seenAt: number) => items.filter(({ status }) => ['active', 'past_due', 'canceled'].includes(status))
  .sort((a, b) => b.period_start - a.period_start || versionOf(b, seenAt) - versionOf(a, seenAt) || (a.id < b.id ? 1 : -1))[0]

/** A subscription with its items, and which plan its payer is on. */
export function projectSubscription(raw: unknown, seenAt: number): Change[] {
  const { items, ...subscription } = subscriptionSchema.parse(raw)
  const { id, status, created_at: createdAt, updated_at: updatedAt } = subscription
  const payer = payerOf(subscription)
  const current = inForce(items ?? [], seenAt)
  return [
    { table: 'subscriptions', row: {
      id, ...payer, status, activeAt: subscription.active_at ?? null, pastDueAt: subscription.past_due_at ?? null, createdAt, updatedAt, seenAt, deletedAt: null,
    } },
    ...(items ?? []).map(item => itemChange(item, payer, id, seenAt)),
    ...told(current?.plan?.slug && payer.organizationId
      ? fact('plan_changed', { organizationId: payer.organizationId, targetId: id, at: Math.max(updatedAt, versionOf(current, seenAt)), value: current.plan.name || current.plan.slug })
      : []),
  ]
}

/** A plan with its features. Clerk gives no version: the last look counts. */
export function projectPlan(raw: unknown, seenAt: number): Change[] {
  const { id, slug, name, features } = planSchema.parse(raw)
  return [{ table: 'plans', row: { id, slug, name, features: [...new Set(features.map(feature => feature.slug))].sort(), updatedAt: 0, seenAt, deletedAt: null } }]
}
