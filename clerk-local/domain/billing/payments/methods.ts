import type { Context } from '../../../core/context.ts'
import type { PaymentMethod } from '../../../core/entities/index.ts'
import { clerkError } from '../../../core/errors.ts'

/** Stripe's test cards by the last part of their token (docs.stripe.com/testing): what the card is, and why it is declined. */
const testCards: Record<string, { cardType: string, last4: string, declineCode: string | null }> = {
  visa: { cardType: 'visa', last4: '4242', declineCode: null },
  mastercard: { cardType: 'mastercard', last4: '4444', declineCode: null },
  amex: { cardType: 'amex', last4: '8431', declineCode: null },
  visa_chargeDeclined: { cardType: 'visa', last4: '0002', declineCode: 'generic_decline' },
  visa_chargeDeclinedInsufficientFunds: { cardType: 'visa', last4: '9995', declineCode: 'insufficient_funds' },
  chargeDeclinedExpiredCard: { cardType: 'visa', last4: '0069', declineCode: 'expired_card' },
  chargeDeclinedProcessingError: { cardType: 'visa', last4: '0119', declineCode: 'processing_error' },
  chargeCustomerFail: { cardType: 'visa', last4: '0341', declineCode: 'generic_decline' },
}

/** Saved cards that can still be used, the default first. */
export function listMethods(ctx: Context, payerId: string): PaymentMethod[] {
  return ctx.store.paymentMethods.by('payerId', payerId).filter(m => m.status === 'active').sort((a, b) => Number(b.isDefault) - Number(a.isDefault))
}

/** The card that renewals are charged to. */
export function defaultMethod(ctx: Context, payerId: string): PaymentMethod | undefined {
  return listMethods(ctx, payerId).find(m => m.isDefault)
}

/** A saved card of the payer, or 404 (Clerk's error index). */
export function requireMethod(ctx: Context, payerId: string, id: string): PaymentMethod {
  const method = listMethods(ctx, payerId).find(m => m.id === id)
  if (!method) throw clerkError(404, 'payment_source_not_found', 'Payment source not found')
  return method
}

/** Saves a card. The token names one of Stripe's test cards (`pm_card_visa_chargeDeclined`); any other is the good Visa card. */
export function addMethod(ctx: Context, payerId: string, token = 'pm_card_visa'): PaymentMethod {
  const name = token.replace(/^pm_card_/, '')
  const { cardType, last4, declineCode } = (Object.hasOwn(testCards, name) ? testCards[name] : undefined) ?? { cardType: 'visa', last4: '4242', declineCode: null }
  const now = ctx.store.now()
  return ctx.store.paymentMethods.insert({
    id: ctx.store.id('cps'), payerId, cardType, last4, declineCode, expiryMonth: 11, expiryYear: 2044,
    isDefault: !defaultMethod(ctx, payerId), status: 'active', createdAt: now, updatedAt: now,
  })
}

/** The good test card of the payer, saved now if it isn't yet. */
export function testCard(ctx: Context, payerId: string): PaymentMethod {
  return listMethods(ctx, payerId).find(m => m.last4 === '4242') ?? addMethod(ctx, payerId)
}

/** Makes a card the one that renewals are charged to. */
export function makeDefault(ctx: Context, method: PaymentMethod): PaymentMethod {
  for (const other of ctx.store.paymentMethods.by('payerId', method.payerId)) {
    if (other.isDefault !== (other.id === method.id)) ctx.store.paymentMethods.update(other.id, { isDefault: other.id === method.id, updatedAt: ctx.store.now() })
  }
  return method
}

/** Whether a paid plan renews from this card, now or once it starts. */
export function isInUse(ctx: Context, method: PaymentMethod): boolean {
  const items = ctx.store.subscriptions.by('payerId', method.payerId)[0]?.items ?? []
  return method.isDefault && items.some(item => ['active', 'past_due', 'upcoming'].includes(item.status) && item.periodEnd !== null)
}

/** Forgets a card unless a plan renews from it (Clerk's error index). Past payments still name it. */
export function disconnect(ctx: Context, method: PaymentMethod): PaymentMethod {
  if (isInUse(ctx, method)) {
    throw clerkError(409, 'payment_source_in_use', 'Payment source in use', 'Payment source is in use, as you have active subscriptions. Please cancel those subscriptions before deleting the payment source.')
  }
  return ctx.store.paymentMethods.update(method.id, { status: 'disconnected', isDefault: false, updatedAt: ctx.store.now() })
}
