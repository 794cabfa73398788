const billingTab = 'clerk-js 6 calls it for the Billing tab (core/modules/billing)'

/** Operations that the specification lacks, each with who calls it. */
export const extras: Readonly<Record<'backend' | 'frontend', Readonly<Record<string, string>>>> = {
  backend: {
    GetHandshakePayload: '@clerk/backend, clients.getHandshakePayload',
    VerifySession: '@clerk/backend, sessions.verifySession',
  },
  frontend: {
    GetUserCreditBalance: billingTab,
    GetUserCreditHistory: billingTab,
    GetOrganizationPaymentAttempts: billingTab,
    GetOrganizationPaymentAttempt: billingTab,
    GetOrganizationCreditBalance: billingTab,
    GetOrganizationCreditHistory: billingTab,
  },
}
