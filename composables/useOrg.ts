import type { OrgOverview } from '#shared/schemas/organization'

/**
 * The organization whose page this is: itself, the signed-in person's standing in it, seats and latest activity.
 *
 * @returns AsyncData of `GET /api/orgs/:slug`
 */
export function useOrg() {
  const { slug, orgFetch } = useOrgFetch()
  return useOrgData(dataKeys.org(slug), signal => orgFetch<OrgOverview>('', { signal }))
}

/**
 * `useOrg()` for a page, which shows nothing before it knows the organization.
 *
 * @returns the organization; keeps the last known one when asking again fails
 * @throws the API's refusal as a page error: 404 for unknown and foreign organizations alike
 */
export async function useLoadedOrg(): Promise<ComputedRef<OrgOverview>> {
  const { data, error } = await useOrg()
  // Vue keeps a component current for a moment after its awaited setup goes on (`withAsyncContext`). The navigation waits
  // for the same answer, and would render in that moment as if it were this page.
  if (import.meta.server) await new Promise(resolve => setTimeout(resolve))
  if (!data.value) {
    const code = errorDataOf(error.value)?.code
    throw createError({ status: error.value?.status ?? 500, fatal: true, data: code && { code } })
  }
  let last = data.value
  return computed(() => last = data.value ?? last)
}
