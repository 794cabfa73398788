import type { NoContext, OrgContext } from '#shared/policy/context'
import { decide, type Decision, type Requirement } from '#shared/policy/decide'

const noContext: readonly string[] = ['not_signed_in', 'task_pending', 'no_organization', 'not_found'] satisfies NoContext[]

/** Why there is no context, from an error of the API; null for other errors. */
export const noContextOf = (error: unknown): NoContext | null => {
  const code = errorDataOf(error)?.code
  return code && noContext.includes(code) ? code as NoContext : null
}

/**
 * For route decisions: what the signed-in person may do in an organization, before its page is there.
 *
 * @param key - slug or id in the address
 * @returns a function that decides a requirement; a no by what is known already is asked for once more
 * @throws what the API threw, when it could not tell
 */
export function useOrgAccess(key: string): (requirement: Requirement) => Promise<Decision> {
  const event = useRequestEvent()
  const { orgFetch } = useOrgFetch(key)
  const { data } = useNuxtData<OrgContext>(dataKeys.org(key))
  const { payload } = useNuxtApp()

  /** For the page that comes: where it stood before, Nuxt's ref may be what is left of that, and new ones begin with the payload. */
  function keep(context: OrgContext) {
    data.value = context
    payload.data[dataKeys.org(key)] = context
  }

  async function load(): Promise<OrgContext | NoContext> {
    const context = event
      ? await event.context.orgContext(key)
      : await orgFetch<OrgContext>().catch((error: unknown) => {
          const code = noContextOf(error)
          if (code) return code
          throw error
        })
    if (typeof context !== 'string') keep(context)
    return context
  }

  return async (requirement) => {
    const known = data.value && decide(data.value, requirement)
    if (!data.value || !known?.allowed) return decide(await load(), requirement)
    keep(data.value)
    return known
  }
}

/** Leaves an organization's page when the person may not see it any more, and follows it to a new slug. */
export function useOrgDeparture(): void {
  const { data, error } = useOrg()
  const route = useRoute()
  const { currentRoute } = useRouter()
  const wayOut = useWayOut()
  watch([data, error], async () => {
    const context = noContextOf(error.value) ?? data.value
    const decision = context && route.meta.org && decide(context, route.meta.org)
    if (!decision || decision.allowed) return
    const target = await wayOut(decision, String(route.params.slug), route.fullPath)
    // Unless the person has gone elsewhere meanwhile.
    if (currentRoute.value.path === route.path) await navigateTo(target, { replace: true })
  })
}
