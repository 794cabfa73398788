import type { ActivityItem } from '#shared/schemas/organization'

/** What happened last in this organization: AsyncData of `GET /api/orgs/:slug/activity`. */
export function useOrgActivity() {
  const { slug, orgFetch } = useOrgFetch()
  return useOrgData(dataKeys.activity(slug), signal => orgFetch<ActivityItem[]>('/activity', { signal }))
}
