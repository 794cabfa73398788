import { roles } from '#shared/policy/table'

/** An organization that the person can join: invited to, suggested, or asked already. */
export interface Joinable { id: string, organizationId: string, kind: 'invitation' | 'suggestion' | 'asked', name: string, imageUrl: string, slug: string, role: string | null }
/** A membership of the person's own. */
export interface OwnMembership { id: string, name: string, imageUrl: string, slug: string, role: string }

/** Clerk names the role of an invitation by its key. */
const nameOfRole = (key: string) => Object.entries(roles).find(([known]) => known === key)?.[1].name ?? key.replace(/^org:/, '')

const ALL = { initialPage: 1, pageSize: 100 }
interface PublicOrganization { id: string, name: string, imageUrl: string, slug: string | null }
const shown = ({ id, name, imageUrl, slug }: PublicOrganization) => ({ name, imageUrl, slug: slug ?? id })

/**
 * The person's own memberships, and what they can join, by clerk-js: in the browser only.
 *
 * @returns AsyncData of both lists; `accept` (answers the slug of an organization that was joined, null for one that was asked)
 *   and `leave`. All acts reject with what clerk-js threw
 */
export function useMyOrganizations() {
  const { personalAccounts } = useRuntimeConfig().public
  const requiredClerk = useRequiredClerk()
  const list = useAsyncData(myOrganizationsKey, async () => {
    const { user: me } = await requiredClerk()
    const [memberships, invitations, suggestions] = await Promise.all([
      me.getOrganizationMemberships(ALL), me.getOrganizationInvitations({ ...ALL, status: 'pending' }), me.getOrganizationSuggestions({ ...ALL, status: ['pending', 'accepted'] }),
    ])
    return {
      memberships: memberships.data.map(({ organization, roleName }): OwnMembership => ({ id: organization.id, ...shown(organization), role: roleName })),
      joinable: [
        ...invitations.data.map(({ id, publicOrganizationData, role }): Joinable => ({ id, organizationId: publicOrganizationData.id, kind: 'invitation', ...shown(publicOrganizationData), role: nameOfRole(role) })),
        ...suggestions.data.map(({ id, publicOrganizationData, status }): Joinable => ({ id, organizationId: publicOrganizationData.id, kind: status === 'accepted' ? 'asked' : 'suggestion', ...shown(publicOrganizationData), role: null })),
      ],
    }
  }, { server: false })
  // Left by an act that ended after its page, such as leaving the last organization: older than this page.
  if (list.status.value === 'success') onMounted(() => list.refresh())

  async function accept({ id, organizationId, kind, slug }: Joinable): Promise<string | null> {
    const { clerk, user: me } = await requiredClerk()
    if (kind !== 'invitation') {
      await orGone((await me.getOrganizationSuggestions({ ...ALL, status: 'pending' })).data.find(one => one.id === id)).accept()
      await list.refresh()
      return null
    }
    await orGone((await me.getOrganizationInvitations({ ...ALL, status: 'pending' })).data.find(one => one.id === id)).accept()
    // Also ends the task of a session that has no organization, which a person has who left their last one.
    await clerk.setActive({ organization: organizationId })
    return slug
  }
  async function leave(organizationId: string): Promise<void> {
    const { clerk, user: me } = await requiredClerk()
    // A session that loses its organization is pending, and leads away to its task: where there is another one, that comes first.
    const next = !personalAccounts && clerk.organization?.id === organizationId && list.data.value?.memberships.find(({ id }) => id !== organizationId)
    if (next) await clerk.setActive({ organization: next.id })
    await me.leaveOrganization(organizationId)
    await me.reload()
    await list.refresh()
  }
  return { ...list, accept, leave }
}
