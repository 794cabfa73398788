import type { Page } from '#shared/schemas/common'
import type { Requirement } from '#shared/policy/decide'

interface ListOptions {
  /** Query parameters; a change of them asks again and keeps the old rows until the answer is there. */
  filter: () => Record<string, string | undefined>
  requires?: Requirement
  /** Rows of a page, where the API's own number doesn't do. */
  limit?: number
  /** What an act on a row changes elsewhere. */
  alsoChanges?: (keyof typeof dataKeys)[]
  /** False: only in the browser, not in the first HTML. */
  server?: boolean
}

/**
 * A list of this page's organization that grows page by page, with acts that show before the API has made them.
 *
 * @param name - the list's entry in `dataKeys`
 * @param path - below `/api/orgs/:slug`; answers a `Page`, or one without the total
 * @returns `data` (a growing page), `error`, `status`, `refresh` (as many rows as are shown); `loadMore()` and `loadingMore`;
 *   `act(change, request)`, which shows the change, makes the request and takes the change back when that fails; `orgFetch`
 */
export function useOrgList<T extends { id: string }, P extends Pick<Page<T>, 'data' | 'nextCursor'> = Page<T>>(name: keyof typeof dataKeys, path: string, { filter, requires, limit, alsoChanges = ['org'], server = true }: ListOptions) {
  const { slug, orgFetch } = useOrgFetch()
  const key = dataKeys[name](slug)
  const ask = (cursor?: string, signal?: AbortSignal) => orgFetch<P>(path, { query: { ...filter(), limit, cursor }, signal })
  const append = (page: P, next: P): P => ({ ...next, data: [...page.data, ...next.data] })

  /** Rows on the screen beyond the first page: a refresh must not take them away. */
  let grown = 0
  const { data, error, status, refresh } = useOrgData(key, async (signal) => {
    let page = await ask(undefined, signal)
    while (page.nextCursor && page.data.length < grown) page = append(page, await ask(page.nextCursor, signal))
    return page
  }, requires, { server })

  watch(filter, (now, before) => {
    if (JSON.stringify(now) === JSON.stringify(before)) return
    grown = 0
    void refresh({ dedupe: 'cancel' })
  })
  // What a filter found is not what the page shows when it is opened again.
  onUnmounted(() => Object.values(filter()).some(Boolean) && clearNuxtData(key))

  const loadingMore = ref(false)
  async function loadMore() {
    const page = data.value
    if (!page?.nextCursor || loadingMore.value) return
    loadingMore.value = true
    try {
      const next = await ask(page.nextCursor)
      // Another filter may have replaced the list meanwhile; its rows must not get these appended.
      if (data.value !== page) return
      data.value = append(page, next)
      grown = data.value.data.length
    }
    finally {
      loadingMore.value = false
    }
  }

  async function act<R>(change: (page: P) => P, request: () => Promise<R>): Promise<R> {
    const before = data.value
    const changed = before && change(before)
    data.value = changed
    try {
      const answer = await request()
      void refreshNuxtData(alsoChanges.map(other => dataKeys[other](slug)))
      return answer
    }
    catch (failure) {
      // Only undo our own change: a newer answer knows better.
      if (data.value === changed) data.value = before
      throw failure
    }
  }

  return { data, error, status, refresh, loadMore, loadingMore, act, orgFetch }
}

/** The page with one row in another state. */
export const withRow = <T extends { id: string }>(page: Page<T>, row: T): Page<T> => ({ ...page, data: page.data.map(one => one.id === row.id ? row : one) })

/** The page without a row. */
export const withoutRow = <T extends { id: string }>(page: Page<T>, id: string): Page<T> => {
  const data = page.data.filter(one => one.id !== id)
  return { ...page, data, totalCount: page.totalCount - (page.data.length - data.length) }
}

/** The page with a row in front, unless it has it. */
export const withNewRow = <T extends { id: string }>(page: Page<T>, row: T): Page<T> =>
  page.data.some(({ id }) => id === row.id) ? page : { ...page, data: [row, ...page.data], totalCount: page.totalCount + 1 }
