import type { PaymentAttemptObject, StatementObject } from '../../contract/objects/billing/payment.ts'
import type { Context } from '../../core/context.ts'
import type { PaymentAttempt, Statement, Subscription } from '../../core/entities/index.ts'
import { instanceId } from '../../core/keys/keys.ts'
import { subtotalOf } from '../../domain/billing/amounts.ts'
import { attemptsOf } from '../../domain/billing/payments/charges.ts'
import { type Api, money, totalsJson } from './money.ts'
import { creditMethodJson, gatewayAccount, payerJson, paymentMethodJson } from './payer.ts'
import { subscriptionItemJson } from './subscription.ts'

/** Who is paid: this instance, through no real gateway. */
export const payee = { object: 'commerce_payee' as const, id: 'cpayee_local', gateway_type: 'stripe', gateway_external_id: gatewayAccount, gateway_status: 'active' }

/** A try to take money. */
export function paymentAttemptJson(ctx: Context, attempt: PaymentAttempt, api: Api): PaymentAttemptObject {
  const { subscription, item } = ownerOf(ctx, attempt)
  const method = ctx.store.paymentMethods.get(attempt.paymentMethodId)
  return {
    object: 'commerce_payment',
    id: attempt.id,
    payment_id: attempt.paymentId,
    instance_id: instanceId,
    charge_type: attempt.chargeType,
    payee_id: payee.id,
    payee,
    payer_id: attempt.payerId,
    payer: payerJson(ctx, subscription),
    subscription_item_id: item.id,
    subscription_item: subscriptionItemJson(ctx, subscription, item, api, attempt.charge),
    amount: money(attempt.amount),
    totals: totalsJson(ctx, attempt.charge, api),
    payment_method_id: attempt.paymentMethodId ?? '',
    payment_method: method ? paymentMethodJson(ctx, method) : creditMethodJson(attempt.payerId, attempt.createdAt),
    statement_id: attempt.statementId,
    gateway_external_id: gatewayPayment(attempt),
    gateway_external_url: null,
    status: attempt.status,
    paid_at: attempt.paidAt,
    failed_at: attempt.failedAt,
    ...(api === 'frontend' && attempt.failedReason && { failed_reason: attempt.failedReason }),
    created_at: attempt.createdAt,
    updated_at: attempt.updatedAt,
  }
}

/** The paid attempts of a month by day, newest first, and what they come to. */
export function statementJson(ctx: Context, subscription: Subscription, statement: Statement, api: Api): StatementObject {
  const paid = attemptsOf(ctx, statement).filter(attempt => attempt.status === 'paid')
  const sum = (amountOf: (attempt: PaymentAttempt) => number) => money(paid.reduce((total, attempt) => total + amountOf(attempt), 0))
  const now = new Date(ctx.store.now())
  return {
    object: 'commerce_statement',
    id: statement.id,
    instance_id: instanceId,
    timestamp: statement.createdAt,
    payer: payerJson(ctx, subscription),
    status: statement.month === Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) ? 'open' : 'closed',
    totals: {
      subtotal: sum(attempt => subtotalOf(attempt.charge)),
      base_fee: sum(attempt => attempt.charge.base ?? 0),
      tax_total: money(0),
      grand_total: sum(attempt => attempt.amount),
    },
    groups: [...Map.groupBy(paid, attempt => new Date(attempt.createdAt).setUTCHours(0, 0, 0, 0)).values()].map(items => ({
      object: 'commerce_statement_group',
      // A payment's own time, so that browsers in every time zone show its date.
      timestamp: items[0]?.createdAt ?? statement.createdAt,
      items: items.map(attempt => paymentAttemptJson(ctx, attempt, api)),
    })),
  }
}

/** What the gateway would call the payment. */
export function gatewayPayment(attempt: PaymentAttempt): string {
  return attempt.id.replace('pa_', 'pi_')
}

function ownerOf(ctx: Context, attempt: PaymentAttempt) {
  const subscription = ctx.store.subscriptions.by('payerId', attempt.payerId)[0]
  const item = subscription?.items.find(i => i.id === attempt.itemId)
  if (!subscription || !item) throw new Error(`No item ${attempt.itemId}`)
  return { subscription, item }
}
