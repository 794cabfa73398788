/** The app itself. */
export const app = {
  name: 'clerk-orgs',
  skipToContent: 'Skip to content',
} as const

/** Buttons and lines that many places share. */
export const actions = {
  cancel: 'Cancel',
  retry: 'Try again',
  signIn: 'Sign in',
  signUp: 'Create an account',
  goToOrganizations: 'Go to your organizations',
  export: 'Export as CSV',
  exported: 'The file is in your downloads',
  notExported: 'The file was not made',
  loadMore: 'Show more',
  loading: 'Loading',
  shown: (shown: number, total: number) => `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`,
} as const

/** The start page. */
export const landing = {
  title: 'Organizations for your team',
  headline: 'Every team in its own place.',
  lead: 'Create an organization, invite the people you work with, and decide who may do what. Belong to several, and switch between them without signing in again.',
  featuresTitle: 'What you can do here',
  features: [
    { icon: 'i-lucide-user-plus', title: 'Invite by e-mail', text: 'Send an invitation with a role. See who joined, who has not answered yet, and take an invitation back.' },
    { icon: 'i-lucide-shield-check', title: 'Roles that hold', text: 'What a role may do is checked on every request. A removed member is out at the next click.' },
    { icon: 'i-lucide-arrow-left-right', title: 'Switch in a second', text: 'Several organizations with one sign-in. A shared link opens in the organization it belongs to.' },
    { icon: 'i-lucide-gauge', title: 'Seats in sight', text: 'How many seats are used, how many are promised, and how many are left.' },
    { icon: 'i-lucide-lock-keyhole', title: 'Kept apart', text: 'Each organization sees its own data and nothing of any other, not even whether it exists.' },
    { icon: 'i-lucide-panels-top-left', title: 'Calm to work in', text: 'Light and dark, small and large screens, keyboard and screen reader.' },
  ],
  preview: { organization: 'Northwind', members: 'Members', invite: 'Invite', seats: '4 of 5 seats', admin: 'Admin', member: 'Member', pending: 'Invited' },
  footer: 'Built with Nuxt and Clerk.',
} as const

/** Sign-in and sign-up. */
export const auth = {
  signInTitle: 'Sign in',
  signUpTitle: 'Create an account',
  taskTitle: 'Choose an organization',
} as const

/** The list of one’s organizations. */
export const orgs = {
  title: 'Your organizations',
  notices: {
    not_found: { title: 'That organization isn’t here', description: 'It doesn’t exist, or you aren’t a member of it. Ask an admin for an invitation.' },
    deleted: { title: 'The organization was deleted', description: 'Nothing is left of it here.' },
    left: { title: 'You left the organization', description: 'To come back, ask one of its admins for an invitation.' },
  } as Record<string, { title: string, description: string }>,
} as const

/** The command palette. */
export const palette = {
  open: 'Search',
  title: 'Search and go',
  lead: 'Pages, acts, members and your organizations.',
  placeholder: 'Where to, or who?',
  pages: 'Pages',
  acts: 'Acts',
  members: 'Members',
  organizations: 'Your organizations',
} as const
