import { sql } from 'drizzle-orm'
import { versionColumns } from '../columns'
import type { Kit } from '../kit'

/** What a payer, an organization or a person, has subscribed to. Nothing of how it is paid. */
export const subscriptionsTable = (kit: Kit) => kit.table('subscriptions', {
  /** `csub_…` */
  id: kit.text('id').primaryKey(),
  organizationId: kit.text('organization_id'),
  userId: kit.text('user_id'),
  status: kit.text('status').notNull(),
  activeAt: kit.integer('active_at'),
  pastDueAt: kit.integer('past_due_at'),
  createdAt: kit.integer('created_at').notNull(),
  ...versionColumns(kit),
}, table => [
  kit.index('subscriptions_organization').on(table.organizationId),
])

/**
 * The plans of a subscription, past and coming ones included. The item of the default plan keeps its id when it ends and
 * begins again, so no status is final.
 */
export const subscriptionItemsTable = (kit: Kit) => kit.table('subscription_items', {
  /** `csub_item_…` */
  id: kit.text('id').primaryKey(),
  subscriptionId: kit.text('subscription_id'),
  organizationId: kit.text('organization_id'),
  userId: kit.text('user_id'),
  planId: kit.text('plan_id'),
  planSlug: kit.text('plan_slug'),
  planName: kit.text('plan_name'),
  /** Such as `active`, `canceled` (counts until the period ends), `ended`. */
  status: kit.text('status').notNull(),
  isFreeTrial: kit.boolean('is_free_trial').notNull(),
  /** `month` or `annual`. */
  period: kit.text('period').notNull(),
  periodStart: kit.integer('period_start').notNull(),
  periodEnd: kit.integer('period_end'),
  /** Seats that were bought; null where the plan sells none, or without end. */
  seats: kit.integer('seats'),
  createdAt: kit.integer('created_at').notNull(),
  ...versionColumns(kit),
}, table => [
  kit.index('subscription_items_organization').on(table.organizationId, table.periodStart).where(sql`deleted_at is null`),
])

/** The plans that can be subscribed to. Events leave their features out, so these come from the Backend API. */
export const plansTable = (kit: Kit) => kit.table('plans', {
  /** `cplan_…` */
  id: kit.text('id').primaryKey(),
  slug: kit.text('slug').notNull(),
  name: kit.text('name').notNull(),
  /** Slugs of its features, sorted. */
  features: kit.json('features').$type<string[]>().notNull(),
  ...versionColumns(kit),
})

/** One mirrored subscription. */
export type SubscriptionRow = ReturnType<typeof subscriptionsTable>['$inferSelect']
/** One mirrored plan of a subscription. */
export type SubscriptionItemRow = ReturnType<typeof subscriptionItemsTable>['$inferSelect']
/** One mirrored plan. It has no version at Clerk: `updated_at` is 0 and `seen_at` decides. */
export type PlanRow = ReturnType<typeof plansTable>['$inferSelect']
