import type { Context } from '../../../core/context.ts'
import type { Redemption, Subscription, SubscriptionItem } from '../../../core/entities/index.ts'
import { clerkError, notFound } from '../../../core/errors.ts'
import { changeItem, finish } from '../items.ts'

/** Puts a discount on an item for its next charges; another one gives way, the same one is a conflict (backend-api.yml). */
export function applyDiscount(ctx: Context, subscription: Subscription, item: SubscriptionItem, discountId: string): Redemption {
  const discount = ctx.store.discounts.get(discountId)
  if (!discount) throw notFound(`No discount was found with id ${discountId}.`)
  if (item.discount?.status === 'active' && item.discount.discountId === discountId) {
    throw clerkError(409, 'discount_already_applied', 'Discount already applied', 'This discount is already active on the subscription item.')
  }
  const redemption: Redemption = {
    id: ctx.store.id('cdr'), discountId, source: 'manual', cyclesRemaining: discount.durationInCycles, cyclesApplied: 0, status: 'active', redeemedAt: ctx.store.now(),
  }
  changeItem(ctx, subscription, item, { discount: redemption })
  finish(ctx, subscription)
  return redemption
}

/** Takes the active discount off an item; charges that happened stay as they are. */
export function removeDiscount(ctx: Context, subscription: Subscription, item: SubscriptionItem, discountId: string): Redemption {
  if (item.discount?.status !== 'active' || item.discount.discountId !== discountId) throw notFound('The subscription item has no such active discount.')
  const redemption: Redemption = { ...item.discount, status: 'removed' }
  changeItem(ctx, subscription, item, { discount: null })
  finish(ctx, subscription)
  return redemption
}
