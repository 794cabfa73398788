import type { Page } from '#shared/schemas/common'
import type { Member } from '#shared/schemas/member'

/**
 * The organization's members, newest answer of `GET /api/orgs/:slug/members`.
 *
 * @param options.query - search words; a change asks again and keeps the old rows until the answer is there
 * @returns `data` (a growing page), `error`, `status` and `refresh`; `loadMore()` for the next cursor (rejects with FetchError) and `loadingMore`
 */
export function useOrgMembers({ query = '' }: { query?: MaybeRefOrGetter<string> } = {}) {
  const { slug, orgFetch } = useOrgFetch()
  const search = () => toValue(query).trim() || undefined
  const key = dataKeys.members(slug)
  const { data, error, status, refresh } = useOrgData(key, signal => orgFetch<Page<Member>>('/members', { query: { query: search() }, signal }), { permission: 'org:sys_memberships:read' })
  watch(search, () => refresh({ dedupe: 'cancel' }))
  // What a search found is not what the page shows when it is opened again.
  onUnmounted(() => search() && clearNuxtData(key))

  const loadingMore = ref(false)
  async function loadMore() {
    const page = data.value
    if (!page?.nextCursor || loadingMore.value) return
    loadingMore.value = true
    try {
      const next = await orgFetch<Page<Member>>('/members', { query: { query: search(), cursor: page.nextCursor } })
      // A search may have replaced the list meanwhile; its rows must not get these appended.
      if (data.value === page) data.value = { ...next, data: [...page.data, ...next.data] }
    }
    finally {
      loadingMore.value = false
    }
  }

  return { data, error, status, refresh, loadMore, loadingMore }
}
