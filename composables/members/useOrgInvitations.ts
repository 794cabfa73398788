import type { CreateInvitation, Invitation, InvitationOutcome, KnownAddresses } from '#shared/schemas/invitation'
import type { InvitationStatus } from '#shared/values'

interface InvitationOptions { query?: MaybeRefOrGetter<string>, status?: MaybeRefOrGetter<InvitationStatus> }

/**
 * The organization's invitations in one state, newest answer of `GET /api/orgs/:slug/invitations`, and the acts on them. The acts
 * refresh the seats of `useOrg()`.
 *
 * @param options.query - search words
 * @param options.status - pending ones unless told
 * @returns what `useOrgList` does; `create`, `revoke`, `resend` (revokes and sends anew) and `link` (of a pending one); for many at
 *   once `check`, which sends nothing, and `createMany` for ten at most. All acts reject with FetchError
 */
export function useOrgInvitations({ query = '', status = 'pending' }: InvitationOptions = {}) {
  const { act, orgFetch, ...list } = useOrgList<Invitation>('invitations', '/invitations', {
    filter: () => ({ query: toValue(query).trim() || undefined, status: toValue(status) === 'pending' ? undefined : toValue(status) }),
    requires: { permission: 'org:sys_memberships:manage' },
    alsoChanges: ['org', 'activity'],
  })
  const { data, refresh } = list
  const { slug } = useOrgFetch()
  const refreshOrg = () => void refreshNuxtData([dataKeys.org(slug), dataKeys.activity(slug)])
  const showNew = (invitation: Invitation) => { if (data.value && toValue(status) === 'pending') data.value = withNewRow(data.value, invitation) }

  async function create(invitation: CreateInvitation): Promise<Invitation> {
    const created = await orgFetch<Invitation>('/invitations', { method: 'POST', body: invitation })
    showNew(created)
    refreshOrg()
    return created
  }

  async function revoke(id: string): Promise<void> {
    await act(page => withoutRow(page, id), () => orgFetch<Invitation>(`/invitations/${id}`, { method: 'DELETE' }))
  }

  async function resend(id: string): Promise<void> {
    await act(page => withoutRow(page, id), () => orgFetch<Invitation>(`/invitations/${id}/resend`, { method: 'POST' })).then(showNew)
  }

  const link = async (id: string): Promise<string> => (await orgFetch<{ url: string }>(`/invitations/${id}/link`)).url

  const check = (emailAddresses: string[]) => orgFetch<KnownAddresses>('/invitations/check', { method: 'POST', body: { emailAddresses } })

  async function createMany(invitations: CreateInvitation[]): Promise<InvitationOutcome[]> {
    const outcomes = await orgFetch<InvitationOutcome[]>('/invitations/bulk', { method: 'POST', body: { invitations } })
    void refresh()
    refreshOrg()
    return outcomes
  }

  return { ...list, create, revoke, resend, link, check, createMany }
}
