import type { Overview } from '#shared/schemas/overview'

/** What the overview shows, newest answer of `GET /api/orgs/:slug/overview`; Nuxt's AsyncData. */
export function useOrgOverview() {
  const { slug, orgFetch } = useOrgFetch()
  return useOrgData(dataKeys.overview(slug), signal => orgFetch<Overview>('/overview', { signal }))
}
