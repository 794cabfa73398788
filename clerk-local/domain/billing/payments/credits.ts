import type { Context } from '../../../core/context.ts'
import type { CreditEntry } from '../../../core/entities/index.ts'
import { clerkError } from '../../../core/errors.ts'

/** What a payer has to their credit, in cents; null when they never had any. */
export function creditBalance(ctx: Context, payerId: string): number | null {
  const entries = ctx.store.creditEntries.by('payerId', payerId)
  return entries.length ? entries.reduce((sum, entry) => sum + entry.amount, 0) : null
}

/** The ledger, newest first. */
export function creditHistory(ctx: Context, payerId: string): CreditEntry[] {
  return ctx.store.creditEntries.by('payerId', payerId).reverse()
}

/** Adds or takes credit; the same idempotency key gives the entry it made before. A balance never goes below zero. */
export function adjustCredit(ctx: Context, payerId: string, input: { amount: number, idempotencyKey: string, note?: string }): CreditEntry {
  const known = ctx.store.creditEntries.by('payerId', payerId).find(entry => entry.idempotencyKey === input.idempotencyKey)
  if (known) return known
  if ((creditBalance(ctx, payerId) ?? 0) + input.amount < 0) {
    throw clerkError(422, 'invalid_credit_amount', 'Invalid credit amount', 'The credit balance is lower than the amount to take from it.')
  }
  return record(ctx, { payerId, amount: input.amount, sourceType: 'grant', sourceId: ctx.store.id('cgrant'), idempotencyKey: input.idempotencyKey, note: input.note ?? null })
}

/** Pays a part of a charge with credit. */
export function spendCredit(ctx: Context, payerId: string, amount: number, attemptId: string): void {
  record(ctx, { payerId, amount: -amount, sourceType: 'payment_attempt', sourceId: attemptId, idempotencyKey: null, note: null })
}

function record(ctx: Context, entry: Omit<CreditEntry, 'id' | 'createdAt'>): CreditEntry {
  return ctx.store.creditEntries.insert({ id: ctx.store.id('ccl'), ...entry, createdAt: ctx.store.now() })
}
