import { orgPath } from '#shared/paths'

const PAGE = '/invitations/accept'
const COMPLETE = `${PAGE}?__clerk_status=complete`
/** Where this tab keeps the ticket once it has left the address. */
const KEY = 'invitation'

/** What the page shows: `accepted` is an invitation that was used before, `failed` something that may work at another try. */
export type AcceptState = 'working' | 'broken' | 'revoked' | 'expired' | 'accepted' | 'other_person' | 'failed'

/** What Clerk's codes mean for an invitation. Source: Clerk's error reference. */
const refusals: Record<string, AcceptState> = {
  organization_invitation_revoked_code: 'revoked',
  organization_invitation_expired: 'expired',
  ticket_expired_code: 'expired',
  organization_invitation_already_accepted: 'accepted',
  ticket_invalid_code: 'broken',
  resource_not_found: 'broken',
}

interface Kept { ticket: string, status: string }

/**
 * What the link in an invitation e-mail leads to. Clerk has checked the link and says what is missing: `sign_in`,
 * `sign_up`, or `complete`. The ticket lets its bearer in: it leaves the address first, and is forgotten once it was used.
 *
 * @returns `accept()` to begin with, in the browser; `state`; the signed-in person's `address`, `signOut()` to go on as the
 *   invited person, and `retry()`
 * @see https://clerk.com/docs/guides/development/custom-flows/organizations/accept-organization-invitations
 */
export function useAcceptInvitation() {
  const route = useRoute()
  const router = useRouter()
  const clerk = useClerk()
  const loadedClerk = useLoadedClerk()
  const { user } = useUser()
  const session = useSessionFacts()
  const problem = typeof route.query.problem === 'string' ? route.query.problem : null
  const state = ref<AcceptState>(problem === null ? 'working' : refusals[problem] ?? 'broken')

  function ended(as: AcceptState) {
    sessionStorage.removeItem(KEY)
    state.value = as
  }

  /** Takes the ticket out of the address, and keeps it for a reload. */
  async function takeTicket(): Promise<Kept | null> {
    const { __clerk_ticket: ticket, __clerk_status: status } = route.query
    if (typeof ticket === 'string') sessionStorage.setItem(KEY, JSON.stringify({ ticket, status: String(status) } satisfies Kept))
    if (Object.keys(route.query).length) await router.replace({ path: PAGE })
    const kept = sessionStorage.getItem(KEY)
    return kept === null ? null : JSON.parse(kept) as Kept
  }

  async function openNewest() {
    const loaded = await loadedClerk()
    const memberships = await (loaded && sessionOf(loaded))?.user?.getOrganizationMemberships({ pageSize: 100 })
    const newest = memberships?.data.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]?.organization
    if (!newest) return ended('broken')
    sessionStorage.removeItem(KEY)
    await navigateTo(orgPath(newest.slug ?? newest.id), { replace: true })
  }

  async function use({ ticket, status }: Kept) {
    const loaded = await loadedClerk()
    if (!loaded?.client) return void (state.value = 'failed')
    if (sessionOf(loaded)) return void (state.value = status === 'complete' ? 'accepted' : 'other_person')
    const attempt = await (status === 'sign_up' ? loaded.client.signUp : loaded.client.signIn).create({ strategy: 'ticket', ticket })
    if (attempt.status !== 'complete' || !attempt.createdSessionId)
      return void await navigateTo({ path: status === 'sign_up' ? '/sign-up/continue' : '/sign-in/factor-two', query: { redirect_url: COMPLETE } }, { replace: true })
    await loaded.setActive({ session: attempt.createdSessionId, navigate: openNewest })
  }

  /** Goes as far as it can: into the organization, to what signing up still needs, or to a state that says why not. */
  async function accept() {
    if (problem !== null) return void await takeTicket()
    const isComplete = route.query.__clerk_status === 'complete'
    try {
      const kept = await takeTicket()
      // Clerk comes here in the middle of signing in; the organization can be opened when that is over.
      if (isComplete && !session().userId) await navigateTo({ path: '/sign-in', query: { redirect_url: COMPLETE } }, { replace: true })
      else if (isComplete) watch(user, ready => ready && void openNewest().catch(() => state.value = 'failed'), { immediate: true })
      else if (kept) await use(kept)
      else state.value = 'broken'
    }
    catch (error) {
      const code = (error as { errors?: { code: string }[] }).errors?.[0]?.code
      const refusal = code === undefined ? undefined : refusals[code]
      if (refusal) ended(refusal)
      else state.value = 'failed'
    }
  }

  return {
    state,
    accept,
    retry: () => location.reload(),
    address: computed(() => user.value?.primaryEmailAddress?.emailAddress),
    // A document load: the page is the same, and has to begin anew.
    signOut: () => clerk.value?.signOut(() => void navigateTo(PAGE, { external: true })),
  }
}
