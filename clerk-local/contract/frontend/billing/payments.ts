import type { BackendList, FrontendList, FrontendMutation, FrontendRead } from '../../objects/answers.ts'
import type { CreditBalanceObject, CreditEntryObject, PaymentMethodInitializeObject, PaymentMethodObject } from '../../objects/billing/payer.ts'
import type { PaymentAttemptObject, StatementObject } from '../../objects/billing/payment.ts'
import type { Operations } from '../../operations.ts'

/**
 * The specification lacks the payment attempts of organizations, and credits; clerk-js 6 calls them (its class Billing).
 * It also reads payment attempts bare, where the specification wraps them (facts §D).
 */
export const paymentOperations = {
  GetUserPaymentMethods: 'GET /me/billing/payment_methods',
  CreateUserPaymentMethod: 'POST /me/billing/payment_methods',
  InitializeUserPaymentMethod: 'POST /me/billing/payment_methods/initialize',
  DeleteUserPaymentMethod: 'DELETE /me/billing/payment_methods/{paymentMethodID}',
  SetUserDefaultPaymentMethod: 'PUT /me/billing/payers/default_payment_method',
  GetUserPaymentAttempts: 'GET /me/billing/payment_attempts',
  GetUserPaymentAttempt: 'GET /me/billing/payment_attempts/{paymentAttemptID}',
  GetUserStatements: 'GET /me/billing/statements',
  GetUserStatement: 'GET /me/billing/statements/{statementID}',
  GetUserCreditBalance: 'GET /me/billing/credits',
  GetUserCreditHistory: 'GET /me/billing/credits/history',
  GetOrganizationPaymentMethods: 'GET /organizations/{organizationID}/billing/payment_methods',
  CreateOrganizationPaymentMethod: 'POST /organizations/{organizationID}/billing/payment_methods',
  InitializeOrganizationPaymentMethod: 'POST /organizations/{organizationID}/billing/payment_methods/initialize',
  DeleteOrganizationPaymentMethod: 'DELETE /organizations/{organizationID}/billing/payment_methods/{paymentMethodID}',
  SetOrganizationDefaultPaymentMethod: 'PUT /organizations/{organizationID}/billing/payers/default_payment_method',
  GetOrganizationPaymentAttempts: 'GET /organizations/{organizationID}/billing/payment_attempts',
  GetOrganizationPaymentAttempt: 'GET /organizations/{organizationID}/billing/payment_attempts/{paymentAttemptID}',
  GetOrganizationStatements: 'GET /organizations/{organizationID}/billing/statements',
  GetOrganizationStatement: 'GET /organizations/{organizationID}/billing/statements/{statementID}',
  GetOrganizationCreditBalance: 'GET /organizations/{organizationID}/billing/credits',
  GetOrganizationCreditHistory: 'GET /organizations/{organizationID}/billing/credits/history',
} as const satisfies Operations

export interface PaymentAnswers {
  GetUserPaymentMethods: FrontendList<PaymentMethodObject>
  CreateUserPaymentMethod: FrontendMutation<PaymentMethodObject>
  InitializeUserPaymentMethod: FrontendMutation<PaymentMethodInitializeObject>
  DeleteUserPaymentMethod: FrontendMutation<PaymentMethodObject>
  SetUserDefaultPaymentMethod: FrontendMutation<PaymentMethodObject>
  GetUserPaymentAttempts: BackendList<PaymentAttemptObject>
  GetUserPaymentAttempt: PaymentAttemptObject
  GetUserStatements: FrontendList<StatementObject>
  GetUserStatement: FrontendRead<StatementObject>
  GetUserCreditBalance: FrontendRead<CreditBalanceObject>
  GetUserCreditHistory: FrontendList<CreditEntryObject<number>>
  GetOrganizationPaymentMethods: FrontendList<PaymentMethodObject>
  CreateOrganizationPaymentMethod: FrontendMutation<PaymentMethodObject>
  InitializeOrganizationPaymentMethod: FrontendMutation<PaymentMethodInitializeObject>
  DeleteOrganizationPaymentMethod: FrontendMutation<PaymentMethodObject>
  SetOrganizationDefaultPaymentMethod: FrontendMutation<PaymentMethodObject>
  GetOrganizationPaymentAttempts: BackendList<PaymentAttemptObject>
  GetOrganizationPaymentAttempt: PaymentAttemptObject
  GetOrganizationStatements: FrontendList<StatementObject>
  GetOrganizationStatement: FrontendRead<StatementObject>
  GetOrganizationCreditBalance: FrontendRead<CreditBalanceObject>
  GetOrganizationCreditHistory: FrontendList<CreditEntryObject<number>>
}
