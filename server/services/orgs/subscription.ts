import { findPlan, type Database } from '../../../db'
import { AppError } from '../../../shared/errors'
import type { Subscription } from '../../../shared/schemas/organization'

/**
 * What the organization has subscribed to, from the mirror.
 *
 * @throws 404 not_found where it has no plan, as without Billing
 */
export async function findSubscription(db: Database, orgId: string): Promise<Subscription> {
  const plan = await findPlan(db, orgId)
  if (!plan) throw new AppError('not_found', 'This organization has no plan.')
  const { slug, name, status, isFreeTrial, period, periodStart, periodEnd } = plan
  const state = status === 'past_due' || status === 'canceled' ? status : isFreeTrial ? 'trial' : 'active'
  return { plan: slug, name, state, period: period === 'annual' ? 'annual' : 'month', periodStart, periodEnd }
}
