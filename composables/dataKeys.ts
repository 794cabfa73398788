import type { OrgChange } from '#shared/schemas/change'

/** Keys of the data cache. Each names the organization, so that two organizations never share an entry. */
export const dataKeys = {
  org: (slug: string) => `org:${slug}`,
  members: (slug: string) => `org:${slug}:members`,
  invitations: (slug: string) => `org:${slug}:invitations`,
  activity: (slug: string) => `org:${slug}:activity`,
  enterpriseConnections: (slug: string) => `org:${slug}:enterprise-connections`,
  roles: (slug: string) => `org:${slug}:roles`,
} as const

type KeyName = keyof typeof dataKeys

/** What shows each kind of change. Seats and the latest activity follow from all of them. */
const shownBy: Record<OrgChange['kind'], readonly KeyName[]> = {
  organization: ['org', 'activity'],
  members: ['org', 'members', 'activity'],
  invitations: ['org', 'invitations', 'activity'],
}

/**
 * The keys of an organization's data that changes concern: all of them when one is about the person who looks, because
 * their role decides what they may see.
 */
export function changedKeys(slug: string, changes: readonly OrgChange[] | 'everything', userId: string | null): string[] {
  const all = changes === 'everything' || changes.some(change => change.userId !== null && change.userId === userId)
  const names = all ? Object.keys(dataKeys) as KeyName[] : changes.flatMap(({ kind }) => shownBy[kind])
  return [...new Set(names)].map(name => dataKeys[name](slug))
}
