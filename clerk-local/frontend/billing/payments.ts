import type { PaymentAnswers, paymentOperations } from '../../contract/frontend/billing/payments.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError } from '../../core/errors.ts'
import { requireAttempt, requireStatement } from '../../domain/billing/payments/charges.ts'
import { creditHistory } from '../../domain/billing/payments/credits.ts'
import { addMethod, disconnect, listMethods, makeDefault, requireMethod } from '../../domain/billing/payments/methods.ts'
import { payOwed } from '../../domain/billing/renewals.ts'
import { creditBalanceJson, creditEntryJson, paymentMethodInitializeJson, paymentMethodJson } from '../../formatters/billing/payer.ts'
import { paymentAttemptJson, statementJson } from '../../formatters/billing/payment.ts'
import { type FrontendContext, listed, mutated, single } from '../request.ts'
import { organization, type PayerOf, person } from './payer.ts'

/** Cards, payments, statements and credit. */
export const paymentHandlers = (ctx: Context): Handlers<FrontendContext, typeof paymentOperations, PaymentAnswers> => {
  const mine = handlersOf(ctx, person(ctx))
  const ours = handlersOf(ctx, organization(ctx))
  return {
    GetUserPaymentMethods: mine.methods,
    CreateUserPaymentMethod: mine.addMethod,
    InitializeUserPaymentMethod: mine.initialize,
    DeleteUserPaymentMethod: (c, path) => mine.removeMethod(c, path.paymentMethodID),
    SetUserDefaultPaymentMethod: mine.setDefault,
    GetUserPaymentAttempts: mine.attempts,
    GetUserPaymentAttempt: (c, path) => mine.attempt(c, path.paymentAttemptID),
    GetUserStatements: mine.statements,
    GetUserStatement: (c, path) => mine.statement(c, path.statementID),
    GetUserCreditBalance: mine.credits,
    GetUserCreditHistory: mine.creditHistory,
    GetOrganizationPaymentMethods: ours.methods,
    CreateOrganizationPaymentMethod: ours.addMethod,
    InitializeOrganizationPaymentMethod: ours.initialize,
    DeleteOrganizationPaymentMethod: (c, path) => ours.removeMethod(c, path.paymentMethodID),
    SetOrganizationDefaultPaymentMethod: ours.setDefault,
    GetOrganizationPaymentAttempts: ours.attempts,
    GetOrganizationPaymentAttempt: (c, path) => ours.attempt(c, path.paymentAttemptID),
    GetOrganizationStatements: ours.statements,
    GetOrganizationStatement: (c, path) => ours.statement(c, path.statementID),
    GetOrganizationCreditBalance: ours.credits,
    GetOrganizationCreditHistory: ours.creditHistory,
  }
}

function handlersOf(ctx: Context, payerOf: PayerOf) {
  return {
    methods: (c: FrontendContext) => listed(c, listMethods(ctx, payerOf(c).subscription.payerId), method => paymentMethodJson(ctx, method)),

    addMethod(c: FrontendContext) {
      const { client, subscription } = payerOf(c, true)
      const params = c.get('params')
      if (params.required('gateway') !== 'stripe') throw clerkError(400, 'invalid_gateway_type', 'Invalid gateway type', 'Gateway type is invalid')
      const method = addMethod(ctx, subscription.payerId, params.required('payment_token'))
      if (method.isDefault) payOwed(ctx, subscription)
      return mutated(ctx, c, client, paymentMethodJson(ctx, method))
    },

    initialize: (c: FrontendContext) => mutated(ctx, c, payerOf(c, true).client, paymentMethodInitializeJson(ctx)),

    /** Answers the method, as the specification says; clerk-js makes a deleted object of it. */
    removeMethod(c: FrontendContext, id: string) {
      const { client, subscription } = payerOf(c, true)
      const method = disconnect(ctx, requireMethod(ctx, subscription.payerId, id))
      return mutated(ctx, c, client, paymentMethodJson(ctx, method))
    },

    setDefault(c: FrontendContext) {
      const { client, subscription } = payerOf(c, true)
      const method = makeDefault(ctx, requireMethod(ctx, subscription.payerId, c.get('params').required('payment_method_id')))
      payOwed(ctx, subscription)
      return mutated(ctx, c, client, paymentMethodJson(ctx, method))
    },

    attempts: (c: FrontendContext) =>
      listed(c, ctx.store.paymentAttempts.by('payerId', payerOf(c).subscription.payerId).reverse(), attempt => paymentAttemptJson(ctx, attempt, 'frontend')).response,

    attempt: (c: FrontendContext, id: string) => paymentAttemptJson(ctx, requireAttempt(ctx, payerOf(c).subscription.payerId, id), 'frontend'),

    statements(c: FrontendContext) {
      const { subscription } = payerOf(c)
      return listed(c, ctx.store.statements.by('payerId', subscription.payerId).reverse(), statement => statementJson(ctx, subscription, statement, 'frontend'))
    },

    statement(c: FrontendContext, id: string) {
      const { subscription } = payerOf(c)
      return single(statementJson(ctx, subscription, requireStatement(ctx, id, subscription.payerId), 'frontend'))
    },

    credits: (c: FrontendContext) => single(creditBalanceJson(ctx, payerOf(c).subscription.payerId)),

    creditHistory: (c: FrontendContext) => listed(c, creditHistory(ctx, payerOf(c).subscription.payerId), entry => creditEntryJson(entry, at => at)),
  }
}
