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
  const router = useRouter()
  const { userId } = useAuth({ treatPendingAsSignedOut: false })
  const state = ref<'working' | 'broken' | 'other_person'>('working')

  async function activateNewest() {
    const memberships = await clerk.value?.user?.getOrganizationMemberships()
    const newest = memberships?.data.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]?.organization
    if (!newest) return void (state.value = 'broken')
    await clerk.value?.setActive({ organization: newest.id })
    await navigateTo(newest.slug ? orgPath(newest.slug) : '/orgs', { replace: true })
  }

  /** Leaves to sign-in or sign-up, or says why not. */
  async function accept() {
    if (!complete && !ticket) state.value = 'broken'
    else if (!userId.value) await navigateTo(goOn, { replace: true })
    else if (!complete) state.value = 'other_person'
  }

  if (complete && import.meta.client) watch(() => clerk.value?.loaded && clerk.value.user !== null, async (ready) => {
    if (ready) await activateNewest().catch(() => state.value = 'broken')
  }, { immediate: true })

  return {
    state,
    accept,
    address: computed(() => clerk.value?.user?.primaryEmailAddress?.emailAddress),
    signOut: () => clerk.value?.signOut({ redirectUrl: router.resolve(goOn).href }),
  }
}
