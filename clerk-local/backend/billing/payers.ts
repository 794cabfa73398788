import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { PayerAnswers, payerOperations } from '../../contract/backend/billing/payers.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Statement, Subscription } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { requireDollars } from '../../domain/billing/amounts.ts'
import { attemptsOf, requireStatement } from '../../domain/billing/payments/charges.ts'
import { adjustCredit } from '../../domain/billing/payments/credits.ts'
import { settleAll } from '../../domain/billing/renewals.ts'
import { requireSubscription } from '../../domain/billing/subscriptions.ts'
import { requireUser } from '../../domain/people/users/users.ts'
import { creditBalanceJson, creditEntryJson } from '../../formatters/billing/payer.ts'
import { paymentAttemptJson, statementJson } from '../../formatters/billing/payment.ts'
import { subscriptionJson } from '../../formatters/billing/subscription.ts'
import { organizationById } from '../organizations/organizations.ts'
import { page, readBody } from '../request.ts'

const creditBody = z.strictObject({
  amount: z.int().max(99_999_999),
  action: z.string(),
  currency: z.string().optional(),
  idempotency_key: z.string().min(1),
  note: z.string().optional(),
})

/** What single payers are subscribed to, what they have to their credit and what they paid. */
export const payerHandlers = (ctx: Context): Handlers<Call, typeof payerOperations, PayerAnswers> => {
  const ofOrganization = (id: string) => requireSubscription(ctx, 'org', organizationById(ctx, id).id)
  const ofUser = (id: string) => requireSubscription(ctx, 'user', requireUser(ctx, id).id)
  return {
    GetOrganizationBillingSubscription: (_, path) => subscriptionJson(ctx, ofOrganization(path.organization_id), 'backend'),
    GetUserBillingSubscription: (_, path) => subscriptionJson(ctx, ofUser(path.user_id), 'backend'),
    GetOrganizationBillingCreditBalance: (_, path) => creditBalanceJson(ctx, ofOrganization(path.organization_id).payerId),
    AdjustOrganizationBillingCreditBalance: (c, path) => adjust(ctx, c, ofOrganization(path.organization_id)),
    GetUserBillingCreditBalance: (_, path) => creditBalanceJson(ctx, ofUser(path.user_id).payerId),
    AdjustUserBillingCreditBalance: (c, path) => adjust(ctx, c, ofUser(path.user_id)),

    GetBillingStatementList(c) {
      settleAll(ctx)
      const rows = ctx.store.statements.all().sort((a, b) => a.createdAt - b.createdAt).reverse()
      return { data: page(c, rows).map(statement => statementOf(ctx, statement)), total_count: rows.length }
    },

    GetBillingStatement: (_, path) => statementOf(ctx, requireStatement(ctx, path.statementID)),

    GetBillingStatementPaymentAttempts(c, path) {
      const rows = attemptsOf(ctx, requireStatement(ctx, path.statementID))
      return { data: page(c, rows).map(attempt => paymentAttemptJson(ctx, attempt, 'backend')), total_count: rows.length }
    },
  }
}

async function adjust(ctx: Context, c: Call, subscription: Subscription) {
  const body = await readBody(c, creditBody)
  if (body.action !== 'increase' && body.action !== 'decrease') throw clerkError(422, 'invalid_credit_action', 'Invalid credit action', 'Credit action must be either \'increase\' or \'decrease\'')
  if (body.amount <= 0) throw clerkError(422, 'invalid_credit_amount', 'Invalid credit amount', 'Credit amount must be greater than zero')
  requireDollars(body.currency)
  const amount = body.action === 'increase' ? body.amount : -body.amount
  const entry = adjustCredit(ctx, subscription.payerId, { amount, idempotencyKey: body.idempotency_key, note: body.note })
  return creditEntryJson(entry, at => new Date(at).toISOString())
}

function statementOf(ctx: Context, statement: Statement) {
  const subscription = ctx.store.subscriptions.by('payerId', statement.payerId)[0]
  if (!subscription) throw new Error(`No payer ${statement.payerId}`)
  return statementJson(ctx, subscription, statement, 'backend')
}
