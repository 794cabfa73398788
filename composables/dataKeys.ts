/** Keys of the data cache. Each names the organization, so that two organizations never share an entry. */
export const dataKeys = {
  org: (slug: string) => `org:${slug}`,
  members: (slug: string) => `org:${slug}:members`,
  invitations: (slug: string) => `org:${slug}:invitations`,
  activity: (slug: string) => `org:${slug}:activity`,
  enterpriseConnections: (slug: string) => `org:${slug}:enterprise-connections`,
  roles: (slug: string) => `org:${slug}:roles`,
} as const
