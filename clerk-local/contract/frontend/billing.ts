import type { BackendList, FrontendList, FrontendRead } from '../objects/answers.ts'
import type { PlanObject, SubscriptionItemObject, SubscriptionObject } from '../objects/billing.ts'
import type { CreditBalanceObject, PaymentMethodObject } from '../objects/payments.ts'
import type { Operations } from '../operations.ts'

/** The last two of each payer are what clerk-js 6 calls for the tab's credits; the specification lacks them. */
export const billingOperations = {
  GetBillingPlanList: 'GET /billing/plans',
  GetBillingPlan: 'GET /billing/plans/{planIdOrSlug}',
  GetUserMainBillingSubscription: 'GET /me/billing/subscription',
  GetUserBillingSubscriptionItems: 'GET /me/billing/subscription_items',
  GetUserPaymentMethods: 'GET /me/billing/payment_methods',
  GetUserStatements: 'GET /me/billing/statements',
  GetUserPaymentAttempts: 'GET /me/billing/payment_attempts',
  GetUserCreditBalance: 'GET /me/billing/credits',
  GetUserCreditHistory: 'GET /me/billing/credits/history',
  GetOrganizationBillingSubscription: 'GET /organizations/{organizationID}/billing/subscription',
  GetOrganizationBillingSubscriptionItems: 'GET /organizations/{organizationID}/billing/subscription_items',
  GetOrganizationPaymentMethods: 'GET /organizations/{organizationID}/billing/payment_methods',
  GetOrganizationStatements: 'GET /organizations/{organizationID}/billing/statements',
  GetOrganizationPaymentAttempts: 'GET /organizations/{organizationID}/billing/payment_attempts',
  GetOrganizationCreditBalance: 'GET /organizations/{organizationID}/billing/credits',
  GetOrganizationCreditHistory: 'GET /organizations/{organizationID}/billing/credits/history',
} as const satisfies Operations

export interface BillingAnswers {
  GetBillingPlanList: BackendList<PlanObject>
  GetBillingPlan: PlanObject
  GetUserMainBillingSubscription: FrontendRead<SubscriptionObject>
  GetUserBillingSubscriptionItems: FrontendList<SubscriptionItemObject>
  GetUserPaymentMethods: FrontendList<PaymentMethodObject>
  GetUserStatements: FrontendList<never>
  GetUserPaymentAttempts: BackendList<never>
  GetUserCreditBalance: FrontendRead<CreditBalanceObject>
  GetUserCreditHistory: FrontendList<never>
  GetOrganizationBillingSubscription: FrontendRead<SubscriptionObject>
  GetOrganizationBillingSubscriptionItems: FrontendList<SubscriptionItemObject>
  GetOrganizationPaymentMethods: FrontendList<PaymentMethodObject>
  GetOrganizationStatements: FrontendList<never>
  GetOrganizationPaymentAttempts: BackendList<never>
  GetOrganizationCreditBalance: FrontendRead<CreditBalanceObject>
  GetOrganizationCreditHistory: FrontendList<never>
}
