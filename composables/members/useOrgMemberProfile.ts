import type { ActivityPage } from '#shared/schemas/activity'
import type { MemberProfile } from '#shared/schemas/member'

/** How many of a member's latest acts the profile shows. */
const ACTS = 5

/** One member of this organization with how they joined, the roles they have had and what they did last: AsyncData, in the browser only. */
export function useOrgMemberProfile(userId: MaybeRefOrGetter<string>) {
  const { slug, orgFetch } = useOrgFetch()
  const list = useOrgData(dataKeys.memberProfile(slug), async (signal) => {
    const id = toValue(userId)
    const [profile, activity] = await Promise.all([
      orgFetch<MemberProfile>(`/members/${encodeURIComponent(id)}/profile`, { signal }),
      orgFetch<ActivityPage>('/activity', { query: { person: id, limit: ACTS }, signal }),
    ])
    return { ...profile, acts: activity.data }
  }, { permission: 'org:sys_memberships:manage' }, { server: false })
  watch(() => toValue(userId), id => id && list.refresh({ dedupe: 'cancel' }))
  return list
}
