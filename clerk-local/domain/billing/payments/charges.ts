import type { Context } from '../../../core/context.ts'
import type { Charge, PaymentAttempt, PaymentMethod, Statement, Subscription, SubscriptionItem } from '../../../core/entities/index.ts'
import { type ClerkError, clerkError, notFound } from '../../../core/errors.ts'
import { dueOf } from '../amounts.ts'
import { billingChanged } from '../changes.ts'
import { spendCredit } from './credits.ts'

/** What is charged, how and when. */
export interface ChargeInput {
  charge: Charge
  chargeType: PaymentAttempt['chargeType']
  /** Nothing is charged to it when credit pays it all. */
  method: PaymentMethod | undefined
  /** When it is due, which may be before now. */
  at: number
}

/** Tries to take the money: an attempt that is pending, then paid or failed, on the statement of its month. */
export function attemptPayment(ctx: Context, subscription: Subscription, item: SubscriptionItem, { charge, chargeType, method, at }: ChargeInput): PaymentAttempt {
  const amount = dueOf(charge)
  const attempt = ctx.store.paymentAttempts.insert({
    id: ctx.store.id('pa'), paymentId: ctx.store.id('cpa'), payerId: subscription.payerId, itemId: item.id, statementId: statementOf(ctx, subscription.payerId, at).id,
    chargeType, status: 'pending', charge, amount, paymentMethodId: amount > 0 ? method?.id ?? null : null,
    paidAt: null, failedAt: null, failedReason: null, createdAt: at, updatedAt: at,
  })
  ctx.store.subscriptions.update(subscription.id, { latestPaymentId: attempt.paymentId })
  billingChanged.payment(ctx, 'created', subscription, attempt)
  const declineCode = amount === 0 ? null : method ? method.declineCode : 'no_payment_method'
  if (declineCode === null) {
    ctx.store.paymentAttempts.update(attempt.id, { status: 'paid', paidAt: at })
    if (charge.payerCredit?.applied) spendCredit(ctx, subscription.payerId, charge.payerCredit.applied, attempt.id)
    ctx.store.subscriptions.update(subscription.id, { owed: charge.pastDue ? 0 : subscription.owed, trialUsed: true })
    Object.assign(item, { charge, lifetimePaid: item.lifetimePaid + amount, paymentMethodId: attempt.paymentMethodId })
  }
  else {
    ctx.store.paymentAttempts.update(attempt.id, { status: 'failed', failedAt: at, failedReason: { code: 'card_declined', decline_code: declineCode } })
  }
  billingChanged.payment(ctx, 'updated', subscription, attempt)
  return attempt
}

/** Why a payment failed, as a checkout answers it (Clerk's error index). */
export function paymentError(attempt: PaymentAttempt): ClerkError {
  switch (attempt.failedReason?.decline_code) {
    case 'no_payment_method': return clerkError(404, 'payment_source_not_found', 'Payment source not found')
    case 'insufficient_funds': return clerkError(422, 'payment_attempt_failed_card_insufficient_funds', 'Insufficient funds', 'The card has insufficient funds.')
    case 'expired_card': return clerkError(422, 'payment_attempt_failed_card_expired', 'Card expired', 'The card has expired.')
    case 'processing_error': return clerkError(422, 'payment_attempt_failed_processing_error', 'Processing error', 'There was a processing error with the payment method.')
    default: return clerkError(422, 'payment_attempt_failed_card_declined', 'Your card was declined', 'The card was declined.')
  }
}

/** An attempt of the payer, or 404. */
export function requireAttempt(ctx: Context, payerId: string, id: string): PaymentAttempt {
  const attempt = ctx.store.paymentAttempts.get(id)
  if (attempt?.payerId !== payerId) throw notFound('Payment attempt not found')
  return attempt
}

/** A statement, of this payer if one is given, or 404 (Clerk's error index). */
export function requireStatement(ctx: Context, id: string, payerId?: string): Statement {
  const statement = ctx.store.statements.get(id)
  if (!statement || (payerId && statement.payerId !== payerId)) throw clerkError(404, 'commerce_statement_not_found', 'Statement not found', `No statement found with id ${id}.`)
  return statement
}

/** Attempts that a statement lists, newest first. */
export function attemptsOf(ctx: Context, statement: Statement): PaymentAttempt[] {
  return ctx.store.paymentAttempts.by('statementId', statement.id).reverse()
}

/** The payer's statement of a month, begun with its first payment. */
function statementOf(ctx: Context, payerId: string, at: number): Statement {
  const date = new Date(at)
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
  return ctx.store.statements.by('payerId', payerId).find(s => s.month === month)
    ?? ctx.store.statements.insert({ id: ctx.store.id('stmt'), payerId, month, createdAt: at })
}
