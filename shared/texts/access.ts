/** Single sign-on. */
export const connections = {
  none: 'No connection yet',
  noneHint: 'Connect your identity provider under Settings → Security, so that people sign in with the accounts they have.',
  active: 'Active',
  inactive: 'Switched off',
  /** `saml_okta` → `Okta, SAML`; Clerk calls what is no known provider `custom`. */
  provider: (provider: string) => {
    const [protocol = '', name = 'custom'] = provider.split('_')
    return name === 'custom' ? protocol.toUpperCase() : `${name.charAt(0).toUpperCase()}${name.slice(1)}, ${protocol.toUpperCase()}`
  },
} as const

/** The plan. */
export const plan = {
  subscription: 'Subscription',
  state: { active: 'Active', trial: 'Free trial', past_due: 'Payment overdue', canceled: 'Ends soon' },
  billed: { month: 'Billed monthly', annual: 'Billed yearly' },
  free: 'Costs nothing, without end',
  renews: 'Renews on',
  ends: 'Ends on',
  pastDueTitle: 'The last payment failed',
  pastDue: 'The plan ends unless it is paid. Check the payment method under Settings → Billing.',
  invoices: 'Invoices and payment',
  caption: 'What each plan has',
  feature: 'Feature',
  seats: 'Seats',
  projects: 'Active projects',
  unlimited: 'any number',
  current: 'Current',
  included: 'included',
  notIncluded: 'not included',
} as const

/** What a person may not do, and who can help. */
export const denied = {
  title: 'You can’t do this here',
  page: (page: string) => `You can’t open ${page}`,
  permission: (allowed: string) => `Your role doesn’t allow you to ${allowed}.`,
  role: (names: string) => `This is for the role ${names}.`,
  feature: (names: string, plan: string) => `${names} isn’t part of the ${plan} plan.`,
  plan: (names: string) => `This needs the plan ${names}.`,
  askPeople: (names: string) => `${names} can give you another role.`,
  askAnybody: 'Ask an admin for another role.',
  upgrade: (plans: string) => `It comes with ${plans}.`,
  askBilling: (names: string) => `${names} can change the plan.`,
} as const

/** What failed. */
export const errors = {
  notLoaded: 'This didn’t load',
  notFoundTitle: 'Nothing here',
  notFoundLead: 'This page doesn’t exist, or it belongs to an organization you aren’t a member of.',
  otherTitle: 'Something went wrong',
  home: 'Go to the start page',
  unknown: 'Something went wrong. Try again in a moment.',
  offline: 'The server can’t be reached. Check your connection and try again.',
} as const
