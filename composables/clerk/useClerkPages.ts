import type { ClerkPaginatedResponse } from '@clerk/nuxt/types'

/**
 * A list of Clerk's Frontend API that grows page by page, by clerk-js: in the browser only, and empty before. Its rows are
 * clerk-js's own, with their methods.
 *
 * @param subject - whose list it is; undefined while that isn't known, or when the list isn't wanted. Another one starts anew
 * @param load - asks for a page; pages count from 1
 * @returns `data` and `count` (of all pages), `isLoading` (the first page), `isFetching` (any), `error` (what clerk-js threw),
 *   `hasNextPage`, `fetchNext()` and `revalidate()`, which asks for the shown pages again
 */
export function useClerkPages<T>(subject: () => string | null | undefined, load: (page: number) => Promise<ClerkPaginatedResponse<T>>) {
  const [data, count, error, shown, isFetching] = [shallowRef<T[]>([]), ref(0), shallowRef<unknown>(), ref(0), ref(false)]
  let turn = 0

  async function fetchPages(from: number, to: number) {
    const mine = ++turn
    isFetching.value = true
    try {
      const kept = data.value.length && from > 1 ? data.value : []
      const pages: ClerkPaginatedResponse<T>[] = []
      for (let page = from; page <= to; page++) pages.push(await load(page))
      // What was asked for later knows better.
      if (mine !== turn) return
      data.value = [...kept, ...pages.flatMap(page => page.data)]
      count.value = pages.at(-1)?.total_count ?? 0
      shown.value = to
      error.value = undefined
    }
    catch (failure) { if (mine === turn) error.value = failure }
    finally { if (mine === turn) isFetching.value = false }
  }

  onMounted(() => watch(subject, (now) => {
    turn++
    data.value = []
    count.value = shown.value = 0
    isFetching.value = false
    error.value = undefined
    if (now) void fetchPages(1, 1)
  }, { immediate: true }))

  const hasNextPage = computed(() => data.value.length < count.value)
  return {
    data, count, error, isFetching, hasNextPage,
    isLoading: computed(() => isFetching.value && shown.value === 0),
    fetchNext: async () => { if (hasNextPage.value && !isFetching.value) await fetchPages(shown.value + 1, shown.value + 1) },
    revalidate: async () => { if (subject()) await fetchPages(1, Math.max(1, shown.value)) },
  }
}
