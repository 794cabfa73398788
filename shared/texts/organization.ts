import type { ActivityItem } from '../schemas/activity'
import type { Seats } from '../schemas/organization'
import { permissions } from '../policy/table'

/** The frame around an organization’s pages. */
export const org = {
  sidebar: 'Organization',
  navigation: 'Pages of this organization',
  overview: 'Overview',
  members: 'Members',
  singleSignOn: 'Single sign-on',
  plan: 'Plan',
  projects: 'Projects',
  roles: 'Roles',
  invitations: 'Invitations',
  apiKeys: 'API keys',
  settings: 'Settings',
  locked: '(needs a higher plan)',
} as const

/** The overview. */
export const overview = {
  role: 'Your role',
  plan: 'Plan',
  noPlan: 'No plan',
  members: 'Members',
  pending: 'Pending invitations',
  created: 'Created',
  seats: 'Seats',
  seatsUsed: ({ used, limit }: Seats) => limit === null ? `${used} used, no limit` : `${used} of ${limit} used`,
  seatsPending: (pending: number) => pending === 1 ? '1 more is promised by an invitation' : `${pending} more are promised by invitations`,
  seatsFree: ({ used, pending, limit }: Seats) => limit === null ? 'Invite as many people as you like.' : used + pending > limit ? `${used + pending - limit} over the limit.` : `${limit - used - pending} free.`,
  activity: 'Latest activity',
  noActivity: 'Nothing has happened yet',
  noActivityHint: 'When people join or are invited, it shows here.',
  moreActivity: 'Show earlier activity',
  access: 'What you may do',
  accessNone: 'Your role lets you take part, and manage nothing.',
  mayDo: (permission: string) => permission in permissions ? permissions[permission as keyof typeof permissions] : permission,
  activityLine: ({ type, subject, actor, value }: ActivityItem) => {
    const person = subject ?? 'Somebody', thing = subject ?? 'one that is gone', by = actor ? ` by ${actor}` : ''
    return {
      organization_created: `${subject ?? 'The organization'} was created${by}`,
      organization_renamed: `The organization is called ${value} now`,
      member_joined: `${person} joined`,
      member_left: `${person} left`,
      member_removed: `${person} was removed${by}`,
      role_changed: `${person} was made ${value}${by}`,
      invitation_created: `${person} was invited${by}`,
      invitation_accepted: `${person} accepted an invitation`,
      invitation_revoked: `The invitation of ${subject ?? 'somebody'} was revoked${by}`,
      domain_added: `The domain ${thing} was added`,
      domain_verified: `The domain ${thing} was verified`,
      domain_removed: `The domain ${thing} was removed`,
      connection_added: `The single sign-on connection ${thing} was added`,
      api_key_used: `The API key ${thing} was used`,
      plan_changed: `The plan is ${value} now`,
    }[type]
  },
} as const
