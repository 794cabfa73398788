import type { Context } from '../../core/context.ts'
import type { Plan, Subscription, SubscriptionItem } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { changed } from '../changes.ts'
import { takenSeats } from '../organizations/counts.ts'
import { isSeatBased } from './catalog/plans.ts'

/**
 * The plan's number of seats becomes the organization's limit, and leaving such a plan brings back the instance's
 * (Clerk docs, Plans with seat limits). More members than seats is legal afterwards (facts §H).
 */
export function applySeatLimit(ctx: Context, subscription: Subscription, plan: Plan, before: Plan): void {
  const organization = ctx.store.organizations.get(subscription.organizationId)
  if (!organization || !(isSeatBased(plan) || isSeatBased(before))) return
  const limit = seatLimit(ctx, plan)
  if (limit === organization.maxAllowedMemberships) return
  ctx.store.organizations.update(organization.id, { maxAllowedMemberships: limit, updatedAt: ctx.store.now() })
  changed.organization(ctx, 'updated', organization)
}

/** Seats that an organization on this plan may have; 0 is without limit. */
export function seatLimit(ctx: Context, plan: Plan): number {
  return plan.seats ?? (plan.seatPrice ? 0 : ctx.settings.organizations.maxAllowedMemberships)
}

/** 402 when an organization would need more seats than it bought; Clerk UI then offers to buy `seats_quantity` (Clerk's error index). */
export function requireBoughtSeats(item: SubscriptionItem | undefined, needed: number): void {
  if (item && item.seats !== null && needed > item.seats) {
    throw clerkError(402, 'insufficient_seats', 'Insufficient seats', 'You have reached the seat limit for your current plan.', { seats_quantity: needed })
  }
}

/** Seats that a checkout buys: as many as are in use unless it asks for more. Refuses in the words of Clerk's error index. */
export function seatsToBuy(ctx: Context, subscription: Subscription, plan: Plan, wanted: number | null, bought: number | null): number | null {
  if (wanted !== null && !plan.seatPrice) throw clerkError(422, 'plan_cannot_have_seats', 'Plan cannot have seats', 'The selected plan is not seat-based, but the checkout request included a seat_quantity.')
  if (!subscription.organizationId) return null
  const taken = takenSeats(ctx, subscription.organizationId)
  const limit = seatLimit(ctx, plan)
  const needed = Math.max(taken, wanted ?? 0)
  if (limit > 0 && needed > limit && isSeatBased(plan)) {
    throw clerkError(422, 'plan_seat_limit_exceeded', 'Plan seat limit exceeded',
      `Your organization has ${needed} members, but the requested plan would only support ${limit} members. Please remove members before switching to this plan.`,
      { plan_seat_limit: limit, current_members: taken })
  }
  if (limit > 0 && taken > limit) {
    throw clerkError(422, 'org_member_limit_exceeded_for_plan_change', 'Organization member limit exceeded',
      `Plan change is not allowed because the organization's ${taken} occupied seats exceed the limit of ${limit} organization memberships.`)
  }
  if (!plan.seatPrice) return null
  if (wanted !== null && bought !== null && wanted < bought) {
    throw clerkError(422, 'seat_reduction_in_checkout_not_supported', 'Seat reduction not supported in checkout', 'Seats cannot be reduced through checkout.')
  }
  if (wanted !== null && wanted < taken) {
    throw clerkError(422, 'requested_seats_insufficient', 'Requested seats insufficient',
      `Your organization has ${taken} members but this checkout only grants ${wanted} seats. Please request at least ${taken} seats or remove members.`,
      { plan_seat_limit: wanted, current_members: taken })
  }
  return wanted ?? Math.max(taken, bought ?? 0)
}
