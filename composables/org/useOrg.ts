import type { OrgContext } from '#shared/policy/context'

/**
 * The organization whose page this is, and the signed-in person's standing in it: in the first HTML, refreshed when a page is
 * opened anew and when something changes.
 *
 * @returns AsyncData of `GET /api/orgs/:slug`
 */
export function useOrg() {
  const { slug, orgFetch } = useOrgFetch()
  return useOrgData(dataKeys.org(slug), signal => orgFetch<OrgContext>('', { signal }))
}

/** `useOrg()` for what stands on an organization's page, where the route middleware has made sure that it is known. */
export function useLoadedOrg(): ComputedRef<OrgContext> {
  const { data } = useOrg()
  let last = data.value
  if (!last) throw createError({ status: 500, message: 'useLoadedOrg() is for pages with `org` in their meta.' })
  return computed(() => last = data.value ?? last!)
}
