import type { Member } from '#shared/schemas/member'

/**
 * The organization's members, newest answer of `GET /api/orgs/:slug/members`.
 *
 * @param options.query - search words; a change asks again and keeps the old rows until the answer is there
 * @returns what `useOrgList` does, and the acts `changeRole`, `remove` and `leave`, which show at once and are taken back when they
 *   fail. All acts reject with FetchError
 */
export function useOrgMembers({ query = '' }: { query?: MaybeRefOrGetter<string> } = {}) {
  const { act, orgFetch, ...list } = useOrgList<Member>('members', '/members', {
    filter: () => ({ query: toValue(query).trim() || undefined }),
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

  return { ...list, changeRole, remove, leave }
}
