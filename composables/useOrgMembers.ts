import type { Page } from '#shared/schemas/common'
import type { Member } from '#shared/schemas/member'

/**
 * The organization's members, newest answer of `GET /api/orgs/:slug/members`.
 *
 * @param options.query - search words; a change asks again and keeps the old rows until the answer is there
 * @returns `data` (a growing page), `error`, `status` and `refresh`; `loadMore()` for the next cursor and `loadingMore`; the acts
 *   `changeRole`, `remove` and `leave`, which show at once and are taken back when they fail. All acts reject with FetchError
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

  /** Shows a change before the API has made it. */
  async function act<T>(change: (page: Page<Member>) => Page<Member>, request: () => Promise<T>): Promise<T> {
    const before = data.value
    const changed = before && change(before)
    data.value = changed
    try {
      const answer = await request()
      void refreshNuxtData([dataKeys.org(slug), dataKeys.roles(slug)])
      return answer
    }
    catch (error) {
      // Only undo our own change: a newer answer knows better.
      if (data.value === changed) data.value = before
      throw error
    }
  }

  const withMember = (page: Page<Member>, member: Member) => ({ ...page, data: page.data.map(one => one.id === member.id ? member : one) })

  async function changeRole(member: Member, { key, name }: { key: string, name: string }): Promise<void> {
    const changed = await act(
      page => withMember(page, { ...member, role: key, roleName: name }),
      () => orgFetch<Member>(`/members/${member.userId}`, { method: 'PATCH', body: { role: key } }),
    )
    if (data.value) data.value = withMember(data.value, changed)
  }

  const remove = ({ id, userId }: Member): Promise<void> => act(
    page => ({ ...page, data: page.data.filter(one => one.id !== id), totalCount: page.totalCount - 1 }),
    () => orgFetch<undefined>(`/members/${userId}`, { method: 'DELETE' }),
  )

  async function leave(): Promise<void> {
    await orgFetch('/members/me', { method: 'DELETE' })
    // A document load, because clerk-js still believes in the membership.
    await navigateTo({ path: '/orgs', query: { notice: 'left' } }, { external: true })
  }

  return { data, error, status, refresh, loadMore, loadingMore, changeRole, remove, leave }
}
