const creditsTab = 'clerk-js 6 calls it for the Billing tab (resources/Billing)'

/** Operations that the specification lacks, each with who calls it. */
export const extras: Readonly<Record<'backend' | 'frontend', Readonly<Record<string, string>>>> = {
  backend: {
    VerifySession: '@clerk/backend, sessions.verifySession',
  },
  frontend: {
    GetUserCreditBalance: creditsTab,
    GetUserCreditHistory: creditsTab,
    GetOrganizationPaymentAttempts: creditsTab,
    GetOrganizationCreditBalance: creditsTab,
    GetOrganizationCreditHistory: creditsTab,
  },
}
