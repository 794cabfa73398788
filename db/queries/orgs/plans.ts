import { and, desc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { Source } from '../../types'

/** Statuses of an item whose plan counts. A canceled one does until its period ends. Source: Clerk's Billing webhooks guide. */
const counting = ['active', 'past_due', 'canceled']

const inForce = prepared(({ read, tables: { subscriptionItems: items, plans } }) => read.select({
  slug: items.planSlug, name: items.planName, features: plans.features, seats: items.seats, changedAt: items.updatedAt, seenAt: items.seenAt,
  status: items.status, period: items.period, isFreeTrial: items.isFreeTrial, periodStart: items.periodStart, periodEnd: items.periodEnd,
}).from(items).leftJoin(plans, and(eq(plans.id, items.planId), isNull(plans.deletedAt)))
  .where(and(
    eq(items.organizationId, sql.placeholder('orgId')), isNull(items.deletedAt), inArray(items.status, counting),
    or(ne(items.status, 'canceled'), isNull(items.periodEnd), gt(items.periodEnd, sql.placeholder('now'))),
  ))
  // While an event is on its way, the plan before may still count.
  .orderBy(desc(items.periodStart), desc(items.updatedAt), desc(items.id)).limit(1))

/** The plan an organization is on. Times in ms; `features` is null while the mirror does not know the plan. */
export interface MirroredPlan {
  slug: string
  name: string | null
  features: string[] | null
  seats: number | null
  changedAt: number
  seenAt: number
  /** `active`, `past_due` or `canceled`. */
  status: string
  /** `month` or `annual`. */
  period: string
  isFreeTrial: boolean
  periodStart: number
  periodEnd: number | null
}

/** The organization's plan, as far as the mirror knows. */
export async function findPlan(db: Source, orgId: string, now = Date.now()): Promise<MirroredPlan | undefined> {
  const [row] = await inForce(db).execute({ orgId, now })
  return row?.slug ? { ...row, slug: row.slug } : undefined
}
