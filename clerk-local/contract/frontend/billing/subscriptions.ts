import type { FrontendList, FrontendMutation, FrontendRead } from '../../objects/answers.ts'
import type { CheckoutObject } from '../../objects/billing/payment.ts'
import type { SubscriptionItemObject, SubscriptionObject } from '../../objects/billing/subscription.ts'
import type { Operations } from '../../operations.ts'

export const subscriptionOperations = {
  GetUserMainBillingSubscription: 'GET /me/billing/subscription',
  GetUserBillingSubscriptionItems: 'GET /me/billing/subscription_items',
  DeleteUserBillingSubscriptionItem: 'DELETE /me/billing/subscription_items/{subscriptionItemID}',
  CreateUserBillingCheckout: 'POST /me/billing/checkouts',
  GetUserBillingCheckout: 'GET /me/billing/checkouts/{checkoutID}',
  UpdateUserBillingCheckout: 'PATCH /me/billing/checkouts/{checkoutID}',
  ConfirmUserBillingCheckout: 'PATCH /me/billing/checkouts/{checkoutID}/confirm',
  GetOrganizationBillingSubscription: 'GET /organizations/{organizationID}/billing/subscription',
  GetOrganizationBillingSubscriptionItems: 'GET /organizations/{organizationID}/billing/subscription_items',
  DeleteOrganizationBillingSubscriptionItem: 'DELETE /organizations/{organizationID}/billing/subscription_items/{subscriptionItemID}',
  CreateOrganizationBillingCheckout: 'POST /organizations/{organizationID}/billing/checkouts',
  GetOrganizationBillingCheckout: 'GET /organizations/{organizationID}/billing/checkouts/{checkoutID}',
  UpdateOrganizationBillingCheckout: 'PATCH /organizations/{organizationID}/billing/checkouts/{checkoutID}',
  ConfirmOrganizationBillingCheckout: 'PATCH /organizations/{organizationID}/billing/checkouts/{checkoutID}/confirm',
} as const satisfies Operations

export interface SubscriptionAnswers {
  GetUserMainBillingSubscription: FrontendRead<SubscriptionObject>
  GetUserBillingSubscriptionItems: FrontendList<SubscriptionItemObject>
  DeleteUserBillingSubscriptionItem: FrontendMutation<SubscriptionItemObject>
  CreateUserBillingCheckout: FrontendMutation<CheckoutObject>
  GetUserBillingCheckout: FrontendRead<CheckoutObject>
  UpdateUserBillingCheckout: FrontendMutation<CheckoutObject>
  ConfirmUserBillingCheckout: FrontendMutation<CheckoutObject>
  GetOrganizationBillingSubscription: FrontendRead<SubscriptionObject>
  GetOrganizationBillingSubscriptionItems: FrontendList<SubscriptionItemObject>
  DeleteOrganizationBillingSubscriptionItem: FrontendMutation<SubscriptionItemObject>
  CreateOrganizationBillingCheckout: FrontendMutation<CheckoutObject>
  GetOrganizationBillingCheckout: FrontendRead<CheckoutObject>
  UpdateOrganizationBillingCheckout: FrontendMutation<CheckoutObject>
  ConfirmOrganizationBillingCheckout: FrontendMutation<CheckoutObject>
}
