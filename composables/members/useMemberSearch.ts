import type { Page } from '#shared/schemas/common'
import type { Member } from '#shared/schemas/member'

/** Members shown while a person types. */
const SHOWN = 5

/**
 * The first few members that words find, for a search that looks elsewhere too. Words of one letter find nobody.
 *
 * @returns `members`, empty where the person may not see them or the API could not answer; `searching`
 */
export function useMemberSearch(words: MaybeRefOrGetter<string>) {
  const { orgFetch } = useOrgFetch()
  const can = useOrgCan({ permission: 'org:sys_memberships:read' })
  const members = shallowRef<Member[]>([])
  const searching = ref(false)

  watch(() => toValue(words).trim(), async (query, _, onCleanup) => {
    const superseded = new AbortController()
    onCleanup(() => superseded.abort())
    members.value = []
    if (query.length < 2 || !can.value.allowed) return
    searching.value = true
    const found = await orgFetch<Page<Member>>('/members', { query: { query, limit: SHOWN }, signal: superseded.signal }).catch(() => null)
    if (superseded.signal.aborted) return
    members.value = found?.data ?? []
    searching.value = false
  })
  return { members, searching }
}
