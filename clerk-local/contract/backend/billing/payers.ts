import type { BackendList } from '../../objects/answers.ts'
import type { CreditBalanceObject, CreditEntryObject } from '../../objects/billing/payer.ts'
import type { PaymentAttemptObject, StatementObject } from '../../objects/billing/payment.ts'
import type { SubscriptionObject } from '../../objects/billing/subscription.ts'
import type { Operations } from '../../operations.ts'

export const payerOperations = {
  GetOrganizationBillingSubscription: 'GET /organizations/{organization_id}/billing/subscription',
  GetUserBillingSubscription: 'GET /users/{user_id}/billing/subscription',
  GetOrganizationBillingCreditBalance: 'GET /organizations/{organization_id}/billing/credits',
  AdjustOrganizationBillingCreditBalance: 'POST /organizations/{organization_id}/billing/credits',
  GetUserBillingCreditBalance: 'GET /users/{user_id}/billing/credits',
  AdjustUserBillingCreditBalance: 'POST /users/{user_id}/billing/credits',
  GetBillingStatementList: 'GET /billing/statements',
  GetBillingStatement: 'GET /billing/statements/{statementID}',
  GetBillingStatementPaymentAttempts: 'GET /billing/statements/{statementID}/payment_attempts',
} as const satisfies Operations

export interface PayerAnswers {
  GetOrganizationBillingSubscription: SubscriptionObject
  GetUserBillingSubscription: SubscriptionObject
  GetOrganizationBillingCreditBalance: CreditBalanceObject
  AdjustOrganizationBillingCreditBalance: CreditEntryObject<string>
  GetUserBillingCreditBalance: CreditBalanceObject
  AdjustUserBillingCreditBalance: CreditEntryObject<string>
  GetBillingStatementList: BackendList<StatementObject>
  GetBillingStatement: StatementObject
  GetBillingStatementPaymentAttempts: BackendList<PaymentAttemptObject>
}
