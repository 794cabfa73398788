import { plans, type PlanSlug } from '../../policy/table'

/** Single sign-on. */
export const connections = {
  none: 'No connection yet',
  noneHint: 'Connect your identity provider under Settings → Security and billing, so that people sign in with the accounts they have.',
  active: 'Active',
  deleted: 'Deleted',
  noDomains: 'no domain',
  people: (count: number) => count === 1 ? '1 member' : `${count} members`,
  lastSignIn: 'Last sign-in',
  neverUsed: 'Nobody signed in yet',
  guide: {
    title: 'Set up single sign-on',
    steps: [
      { title: 'Choose the domain', text: 'People whose e-mail address is at this domain will sign in through your identity provider. A domain that lets people join by itself can’t be used: change that first.', link: { to: 'domains', label: 'Domains' } },
      { title: 'Add the connection', text: 'Choose your provider (Okta, Microsoft Entra ID, Google or any other with SAML or OpenID Connect) and copy what the page shows into it.', link: { to: 'profile', label: 'Security and billing' } },
      { title: 'Try it, then switch it on', text: 'Sign in once yourself. Once it is active, everybody of the domain is led to your provider, and new people become members with the default role.', link: null },
      { title: 'Manage people there', text: 'Memberships that come through the connection end at the provider. They are marked in the list of members.', link: null },
    ] as const,
  },
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
  pastDue: 'The plan ends unless it is paid. Check the payment method under Settings → Security and billing.',
  invoices: 'Invoices and payment',
  payments: 'Payments',
  paymentStates: { paid: 'Paid', pending: 'Pending', failed: 'Failed' },
  invoice: 'Invoice',
  locked: 'What a higher plan opens',
  comesWith: (slugs: readonly PlanSlug[]) => `Comes with ${new Intl.ListFormat('en', { type: 'disjunction' }).format(slugs.map(slug => plans[slug].name))}`,
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
