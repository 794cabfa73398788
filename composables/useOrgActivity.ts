import type { ActivityPage } from '#shared/schemas/activity'

/**
 * What happened last in this organization, newest answer of `GET /api/orgs/:slug/activity`.
 *
 * @returns `data` (a growing page), `error`, `status` and `refresh`; `loadMore()` for what was before, and `loadingMore`. It rejects with FetchError
 */
export function useOrgActivity() {
  const { slug, orgFetch } = useOrgFetch()
  const { data, error, status, refresh } = useOrgData(dataKeys.activity(slug), signal => orgFetch<ActivityPage>('/activity', { signal }))

  const loadingMore = ref(false)
  async function loadMore() {
    const page = data.value
    if (!page?.nextCursor || loadingMore.value) return
    loadingMore.value = true
    try {
      const next = await orgFetch<ActivityPage>('/activity', { query: { cursor: page.nextCursor } })
      // What happened meanwhile may have replaced the list.
      if (data.value === page) data.value = { ...next, data: [...page.data, ...next.data] }
    }
    finally {
      loadingMore.value = false
    }
  }

  return { data, error, status, refresh, loadMore, loadingMore }
}
