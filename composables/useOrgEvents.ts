import type { OrgChange } from '#shared/schemas/change'

/** Changes that come together are asked about together, in ms. */
const GATHER = 250

/**
 * Keeps this page's organization up to date: follows `GET /api/orgs/:slug/events` and asks again for what changed. When
 * the person's own membership changes, clerk-js follows first; when it has ended, the answer leads them out (`useOrgDeparture`).
 *
 * Called once, for the organization's layout. A tab out of sight holds no connection, because browsers allow six to a host
 * over HTTP/1.1; back in sight it goes on where it was.
 */
export function useOrgEvents() {
  const { slug, orgFetch } = useOrgFetch()
  const { data: org } = useOrg()
  const { userId } = useAuth()
  const clerk = useClerk()
  const nuxtApp = useNuxtApp()
  const inSight = useInSight()

  let position: string | undefined
  let gathering: ReturnType<typeof setTimeout> | undefined
  let working = Promise.resolve()
  let told: OrgChange[] | 'everything' = []

  /** Role, permissions and `has()` of clerk-js follow what the server knows. */
  async function reloadSession() {
    const { session } = clerk.value ?? {}
    try {
      await session?.reload()
      await session?.getToken({ skipCache: true })
    }
    catch { /* Clerk can't be reached, or the session has ended: clerk-js sees to both. */ }
  }

  /** Whether the organization has another slug than this page by now: the layout follows it. */
  function isRenamed() {
    const { id, slug: known } = org.value?.org ?? {}
    const now = clerk.value?.user?.organizationMemberships.find(({ organization }) => organization.id === id)?.organization.slug
    return slug === known && now !== undefined && now !== known
  }

  async function refresh() {
    const changes = told
    told = []
    if (changes === 'everything' || changes.some(({ kind, userId: about }) => kind === 'organization' || about === userId.value)) await reloadSession()
    if (isRenamed()) return
    const keys = changedKeys(slug, changes, userId.value ?? null)
    // A request under way may have been answered before the change, and would stand in for a new one.
    const busy = keys.filter(key => nuxtApp._asyncData[key]?.status.value === 'pending')
    await nuxtApp.runWithContext(() => refreshNuxtData(keys))
    if (busy.length) await nuxtApp.runWithContext(() => refreshNuxtData(busy))
  }

  function gather(change: OrgChange | 'everything') {
    told = change === 'everything' || told === 'everything' ? 'everything' : [...told, change]
    gathering ??= setTimeout(() => {
      gathering = undefined
      working = working.then(refresh)
    }, GATHER)
  }

  async function follow(stop: AbortController) {
    const outcome = await followEvents({
      signal: stop.signal,
      open(signal) {
        position ??= org.value?.lastChange
        return orgFetch('/events', { responseType: 'stream', headers: position ? { 'Last-Event-ID': position } : {}, signal })
      },
      onMessage({ event, data, id }) {
        position = id ?? position
        if (event === 'change') gather(JSON.parse(data) as OrgChange)
        if (event === 'reset' || event === 'gone') gather('everything')
        if (event === 'gone') stop.abort()
      },
    })
    if (outcome === 'refused') gather('everything')
  }

  const ready = computed(() => inSight.value && Boolean(userId.value && clerk.value?.loaded))
  watch(ready, (now, _, onCleanup) => {
    if (!now) return
    const stop = new AbortController()
    onCleanup(() => stop.abort())
    void follow(stop)
  })
  onUnmounted(() => clearTimeout(gathering))
}
