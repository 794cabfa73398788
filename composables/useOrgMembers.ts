import type { Member } from '#shared/schemas/member'

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
 * @returns what `useOrgList` does, `filter`, the query that stands for the options, and the acts `changeRole`, `remove` and `leave`, which show at once and are taken back when they
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

  async function leave(): Promise<void> {
    await orgFetch('/members/me', { method: 'DELETE' })
    // A document load, because clerk-js still believes in the membership.
    await navigateTo({ path: '/orgs', query: { notice: 'left' } }, { external: true })
  }

  return { ...list, filter, changeRole, remove, leave }
}
