import { MAX_PAGE_SIZE, type Page } from '#shared/schemas/common'
import type { CreateInvitation, Invitation } from '#shared/schemas/invitation'

/**
 * The organization's pending invitations, and the acts on them. Both acts refresh the seats of `useOrg()`.
 *
 * @returns `data`, `error`, `status` and `refresh` of `GET /api/orgs/:slug/invitations`; `create` and `revoke`, which reject with FetchError
 */
export function useOrgInvitations() {
  const { slug, orgFetch } = useOrgFetch()
  const { data, error, status, refresh } = useOrgData(dataKeys.invitations(slug), signal => orgFetch<Page<Invitation>>('/invitations', { query: { limit: MAX_PAGE_SIZE }, signal }), { permission: 'org:sys_memberships:manage' })
  const refreshOrg = () => void refreshNuxtData([dataKeys.org(slug), dataKeys.activity(slug)])

  async function create(invitation: CreateInvitation): Promise<Invitation> {
    const created = await orgFetch<Invitation>('/invitations', { method: 'POST', body: invitation })
    const page = data.value
    // The list may have been asked for anew meanwhile, and have it.
    if (page && !page.data.some(({ id }) => id === created.id)) data.value = { ...page, data: [created, ...page.data], totalCount: page.totalCount + 1 }
    refreshOrg()
    return created
  }

  async function revoke(id: string): Promise<void> {
    const before = data.value
    const without = before && { ...before, data: before.data.filter(invitation => invitation.id !== id), totalCount: before.totalCount - 1 }
    data.value = without
    try {
      await orgFetch<Invitation>(`/invitations/${id}`, { method: 'DELETE' })
      refreshOrg()
    }
    catch (error) {
      // Only undo our own change: a newer answer knows better.
      if (data.value === without) data.value = before
      throw error
    }
  }

  return { data, error, status, refresh, create, revoke }
}
