import { errorStatus } from '#shared/errors'
import { decide } from '#shared/policy/decide'
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
 * `useOrg()` for a page, which shows nothing before it knows the organization, and leaves when access ends.
 *
 * @returns the organization; keeps the last known one when asking again fails
 * @throws a page error: 404 for unknown and foreign organizations alike, 403 or 402 when the page's requirement isn't met
 */
export async function useLoadedOrg(): Promise<ComputedRef<OrgOverview>> {
  const { org: requirement } = useRoute().meta
  const answer = useOrg()
  const { data, error } = answer
  let last: OrgOverview | undefined
  const org = computed(() => (last = data.value ?? last) as OrgOverview)
  watch(error, (now) => {
    if (last && [401, 403, 404].includes(now?.status ?? 0)) void navigateTo({ path: '/orgs', query: { notice: 'not_found' } })
  })

  await answer
  // Vue keeps a component current for a moment after its awaited setup goes on (`withAsyncContext`). The navigation waits
  // for the same answer, and would render in that moment as if it were this page.
  if (import.meta.server) await new Promise(resolve => setTimeout(resolve))
  if (!data.value) {
    const code = errorDataOf(error.value)?.code
    throw createError({ status: error.value?.status ?? 500, fatal: true, data: code && { code } })
  }
  const decision = decide(data.value.viewer, requirement === true ? {} : requirement)
  if (!decision.allowed) throw createError({ status: errorStatus[decision.code], fatal: true, data: { code: decision.code } })
  last = data.value
  return org
}
