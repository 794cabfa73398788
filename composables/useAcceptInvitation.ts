import { orgPath } from '#shared/paths'

const COMPLETE = '/invitations/accept?__clerk_status=complete'

/**
 * What the link in an invitation e-mail leads to. Clerk has checked the link and says what is missing: `sign_in`,
 * `sign_up`, or `complete`. After signing in or up the person comes back here as `complete`.
 *
 * @returns `accept()` to begin with; `state`: working, broken (no ticket, or nothing joined), or someone is signed in
 *   who isn't the invited person yet; that person's `address`; `signOut()` to go on as the invited person
 */
export function useAcceptInvitation() {
  const { __clerk_ticket: ticket, __clerk_status: status } = useRoute().query
  const complete = status === 'complete'
  const goOn = { path: status === 'sign_up' ? '/sign-up' : '/sign-in', query: { __clerk_ticket: ticket, redirect_url: COMPLETE } }
  const clerk = useClerk()
  const { user } = useUser()
  const router = useRouter()
  const session = useSessionFacts()
  const state = ref<'working' | 'broken' | 'other_person'>('working')

  async function openNewest() {
    const memberships = await user.value?.getOrganizationMemberships({ pageSize: 100 })
    const newest = memberships?.data.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]?.organization
    if (newest) await navigateTo(orgPath(newest.slug ?? newest.id), { replace: true })
    else state.value = 'broken'
  }

  /** Leaves to sign-in or sign-up, or says why not. */
  async function accept() {
    if (!complete && !ticket) state.value = 'broken'
    else if (!session().userId) await navigateTo(goOn, { replace: true })
    else if (!complete) state.value = 'other_person'
  }

  // Clerk comes here in the middle of signing in; the organization can be opened when that is over.
  if (complete && import.meta.client) watch(user, async (ready) => {
    if (ready) await openNewest().catch(() => state.value = 'broken')
  }, { immediate: true })

  return {
    state,
    accept,
    address: computed(() => user.value?.primaryEmailAddress?.emailAddress),
    signOut: () => clerk.value?.signOut({ redirectUrl: router.resolve(goOn).href }),
  }
}
