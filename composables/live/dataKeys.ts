import type { OrgChange } from '#shared/schemas/change'

/** Keys of the data cache. Each names the organization, so that two organizations never share an entry. */
export const dataKeys = {
  org: (slug: string) => `org:${slug}`,
  members: (slug: string) => `org:${slug}:members`,
  member: (slug: string) => `org:${slug}:member`,
  invitations: (slug: string) => `org:${slug}:invitations`,
  activity: (slug: string) => `org:${slug}:activity`,
  activityLog: (slug: string) => `org:${slug}:activity-log`,
  memberProfile: (slug: string) => `org:${slug}:member-profile`,
  domains: (slug: string) => `org:${slug}:domains`,
  requests: (slug: string) => `org:${slug}:requests`,
  enterpriseConnections: (slug: string) => `org:${slug}:enterprise-connections`,
  roles: (slug: string) => `org:${slug}:roles`,
  overview: (slug: string) => `org:${slug}:overview`,
  projects: (slug: string) => `org:${slug}:projects`,
  metadata: (slug: string) => `org:${slug}:metadata`,
  subscription: (slug: string) => `org:${slug}:subscription`,
  payments: (slug: string) => `org:${slug}:payments`,
  apiKeys: (slug: string) => `org:${slug}:api-keys`,
} as const

/** Of the person's own memberships and invitations, which belong to no organization. */
export const myOrganizationsKey = 'me:organizations'

type KeyName = keyof typeof dataKeys

/** Whatever happens is in the activity, and counts in the overview. */
const activity = ['activity', 'activityLog', 'overview'] as const satisfies KeyName[]

/** What shows each kind of change. Seats and the latest activity follow from all of them. */
const shownBy: Record<OrgChange['kind'], readonly KeyName[]> = {
  organization: ['org', 'metadata', ...activity],
  members: ['org', 'members', 'member', 'memberProfile', 'requests', ...activity],
  invitations: ['org', 'invitations', ...activity],
  domains: ['domains', 'requests', ...activity],
  connections: ['enterpriseConnections', 'domains', ...activity],
  plan: ['org', 'subscription', 'payments', ...activity],
  roles: ['org', 'roles', 'members', 'member'],
  projects: ['projects', ...activity],
  api_keys: ['apiKeys', ...activity],
}

const keysOf = (slug: string, names: readonly KeyName[]) => [...new Set(names)].map(name => dataKeys[name](slug))

/** Every key of an organization, its context first. */
export const allKeys = (slug: string): string[] => keysOf(slug, Object.keys(dataKeys) as KeyName[])

/** The keys of an organization's data that show what changed. */
export const changedKeys = (slug: string, changes: readonly OrgChange[]): string[] => keysOf(slug, changes.flatMap(({ kind }) => shownBy[kind]))
