import type { Seats } from '../../schemas/organization'
import { permissions } from '../../policy/table'

/** The frame around an organization’s pages. */
export const org = {
  sidebar: 'Organization',
  navigation: 'Pages of this organization',
  overview: 'Overview',
  activity: 'Activity',
  members: 'Members',
  singleSignOn: 'Single sign-on',
  plan: 'Plan',
  projects: 'Projects',
  roles: 'Roles',
  invitations: 'Invitations',
  apiKeys: 'API keys',
  domains: 'Domains',
  requests: 'Requests',
  settings: 'Settings',
  locked: '(needs a higher plan)',
} as const

/** The overview. */
export const overview = {
  role: 'Your role',
  plan: 'Plan',
  noPlan: 'No plan',
  members: 'Members',
  pending: 'Invited',
  created: 'Created',
  seats: 'Seats',
  seatsUsed: ({ used, limit }: Seats) => limit === null ? `${used} used, no limit` : `${used} of ${limit} used`,
  seatsPending: (pending: number) => pending === 1 ? '1 more is promised by an invitation' : `${pending} more are promised by invitations`,
  seatsFree: ({ used, pending, limit }: Seats) => limit === null ? 'Invite as many people as you like.' : used + pending > limit ? `${used + pending - limit} over the limit.` : `${limit - used - pending} free.`,
  projects: 'Projects',
  newest: 'Joined last',
  plots: {
    members: { title: 'Members', count: (count: number) => count === 1 ? '1 member' : `${count} members` },
    acts: { title: 'Activity', count: (count: number) => count === 1 ? '1 event' : `${count} events` },
    span: (days: number) => `last ${days} days, UTC`,
  },
  steps: {
    title: 'First steps',
    invite: { label: 'Invite the people you work with', hint: 'They get an e-mail with a link.' },
    project: { label: 'Create a project', hint: 'Give your work a place.' },
    go: 'Start',
    spoken: (step: string) => `Start: ${step}`,
    done: 'Done',
    open: 'Not done yet',
  },
  access: 'What you may do',
  accessNone: 'Your role lets you take part, and manage nothing.',
  mayDo: (permission: string) => permission in permissions ? permissions[permission as keyof typeof permissions] : permission,
} as const
