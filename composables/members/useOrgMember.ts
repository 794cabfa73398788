import type { Member } from '#shared/schemas/member'

/** One member of this organization by their `user_…` id; undefined for none, and for somebody who isn't a member. */
export function useOrgMember(userId: MaybeRefOrGetter<string>) {
  const { slug, orgFetch } = useOrgFetch()
  const { data, refresh } = useOrgData<Member | null>(dataKeys.member(slug), async (signal) => {
    const id = toValue(userId)
    return id ? orgFetch<Member>(`/members/${encodeURIComponent(id)}`, { signal }).catch(() => null) : null
  }, { permission: 'org:sys_memberships:read' })
  watch(() => toValue(userId), () => refresh({ dedupe: 'cancel' }))
  return computed(() => data.value?.userId === toValue(userId) ? data.value : undefined)
}
