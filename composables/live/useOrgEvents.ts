import { decide } from '#shared/policy/decide'
import type { OrgChange } from '#shared/schemas/change'

/** Changes that come together are asked about together, in ms. */
const GATHER = 250

/**
 * Keeps this page's organization up to date: follows `GET /api/orgs/:slug/events` and asks again for what changed. When
 * the person's own membership changes, clerk-js follows first; when it ends, they are led out.
 *
 * Called once, for the organization's layout. A tab out of sight holds no connection, because browsers allow six to a host
 * over HTTP/1.1; back in sight it goes on where it was.
 */
export function useOrgEvents() {
  const { slug, orgFetch } = useOrgFetch()
  const { data: org } = useOrg()
  const { userId } = useAuth()
  const clerk = useClerk()
  const router = useRouter()
  const wayOut = useWayOut()
  const nuxtApp = useNuxtApp()
  const inSight = useInSight()

  let position: string | undefined
  let gathering: ReturnType<typeof setTimeout> | undefined
  let working = Promise.resolve()
  let told: OrgChange[] | 'everything' = []

  /** Role, permissions and `has()` of clerk-js follow what the server knows. */
  async function reloadSession() {
    try {
      // Not the session: that would bring along the organization which another tab has made active.
      await clerk.value?.user?.reload()
      await clerk.value?.session?.getToken({ skipCache: true })
    }
    catch { /* Clerk can't be reached, or the session has ended: clerk-js sees to both. */ }
  }

  /** Whether the organization has another slug than this page by now: the layout follows it. */
  function isRenamed() {
    const { id, slug: known } = org.value?.org ?? {}
    const now = clerk.value?.user?.organizationMemberships.find(({ organization }) => organization.id === id)?.organization.slug
    return slug === known && now !== undefined && now !== known
  }

  async function ask(keys: string[]) {
    const statusOf = (key: string) => nuxtApp._asyncData[key]?.status.value
    // A request under way may have been answered before the change, and would stand in for a new one.
    const busy = keys.filter(key => statusOf(key) === 'pending')
    await nuxtApp.runWithContext(() => refreshNuxtData(keys.filter(key => statusOf(key) !== 'idle')))
    if (busy.length) await nuxtApp.runWithContext(() => refreshNuxtData(busy))
  }

  async function refresh() {
    const changes = told
    told = []
    const own = changes === 'everything' || changes.some(change => change.userId === userId.value)
    if (own || changes.some(({ kind }) => kind === 'organization' || kind === 'roles' || kind === 'plan')) await reloadSession()
    if (isRenamed()) return
    const keys = own ? allKeys(slug) : changedKeys(slug, changes)
    // What a new role may not see is off the page before anything is asked for again.
    if (own) await ask(keys.splice(0, 1))
    await nextTick()
    await ask(keys)
  }

  function gather(change: OrgChange | 'everything') {
    told = change === 'everything' || told === 'everything' ? 'everything' : [...told, change]
    gathering ??= setTimeout(() => {
      gathering = undefined
      working = working.then(refresh)
    }, GATHER)
  }

  async function leave() {
    const denied = decide('not_found'), from = router.currentRoute.value
    // The layout may have followed a new slug already, or the person gone elsewhere.
    if (!denied.allowed && from.params.slug === slug) await router.replace(await wayOut(denied, slug, from.fullPath))
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
        if (event === 'reset') gather('everything')
        if (event !== 'gone') return
        stop.abort()
        // What is no longer theirs is off the screen first, then clerk-js learns of it.
        void leave().then(reloadSession)
      },
    })
    if (outcome !== 'refused') return
    await reloadSession()
    if (!isRenamed()) await leave()
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
