import type { Page } from '#shared/schemas/common'
import type { Member, MemberOutcome } from '#shared/schemas/member'

interface MembersOptions {
  query?: MaybeRefOrGetter<string>
  role?: MaybeRefOrGetter<string>
  sort?: MaybeRefOrGetter<string>
}

/**
 * The organization's members, newest answer of `GET /api/orgs/:slug/members`.
 *
 * @param options.query - search words; a change asks again and keeps the old rows until the answer is there
 * @param options.role - a role's key: only its holders
 * @param options.sort - one of `memberSorts`; the newest first unless told
 * @returns what `useOrgList` does, `filter`, the query that stands for the options, and the acts `changeRole`, `remove` and `actOnMany`, which show at once and are taken back when they
 *   fail. All acts reject with FetchError
 */
export function useOrgMembers({ query = '', role = '', sort = '' }: MembersOptions = {}) {
  const filter = () => ({ query: toValue(query).trim() || undefined, role: toValue(role) || undefined, sort: toValue(sort) || undefined })
  const { act, orgFetch, ...list } = useOrgList<Member>('members', '/members', {
    filter,
    requires: { permission: 'org:sys_memberships:read' },
    alsoChanges: ['org', 'roles'],
  })
  const { data } = list

  async function changeRole(member: Member, { key, name }: { key: string, name: string }): Promise<void> {
    const changed = await act(
      page => withRow(page, { ...member, role: key, roleName: name }),
      () => orgFetch<Member>(`/members/${member.userId}`, { method: 'PATCH', body: { role: key } }),
    )
    if (data.value) data.value = withRow(data.value, changed)
  }

  const remove = ({ id, userId }: Member): Promise<void> =>
    act(page => withoutRow(page, id), () => orgFetch<undefined>(`/members/${userId}`, { method: 'DELETE' }))

  /** Acts on ten at most (`role` null removes them). Shows at once, and takes back what was refused. */
  async function actOnMany(some: Member[], role: { key: string, name: string } | null): Promise<MemberOutcome[]> {
    const change = (page: Page<Member>, member: Member) =>
      role ? withRow(page, { ...member, role: role.key, roleName: role.name }) : withoutRow(page, member.id)
    const before = data.value
    let shown = before
    const outcomes = await act(
      page => shown = some.reduce(change, page),
      () => orgFetch<MemberOutcome[]>('/members/bulk', { method: 'POST', body: { userIds: some.map(({ userId }) => userId), role: role?.key ?? null } }),
    )
    const refused = new Set(outcomes.filter(outcome => 'refused' in outcome).map(({ userId }) => userId))
    if (!refused.size) return outcomes
    if (before && data.value === shown) data.value = some.filter(({ userId }) => !refused.has(userId)).reduce(change, before)
    else void list.refresh()
    return outcomes
  }

  return { ...list, filter, changeRole, remove, actOnMany }
}
