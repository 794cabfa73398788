import type { Clerk } from '@clerk/nuxt/types'

/** What route decisions need to know of the session. Everything is null when nobody is signed in. */
export interface SessionFacts {
  userId: string | null
  /** `pending` while a session task, such as choosing an organization, is open. */
  status: 'active' | 'pending' | null
  orgId: string | null
  orgSlug: string | null
}

/** The browser's session. In the middle of a change clerk-js shows none, and the client's last one is what comes next. */
export const sessionOf = ({ client, session }: Clerk) => session ?? client?.signedInSessions.find(({ id }) => id === client.lastActiveSessionId)

/** Whether a membership is of the organization with this slug or id. */
export const isMembershipOf = (key: string) => ({ organization }: { organization: { slug: string | null, id: string } }): boolean => organization.slug === key || organization.id === key

const signedOut: SessionFacts = { userId: null, status: null, orgId: null, orgSlug: null }

/**
 * The session as it stands now: on the server from the verified token, in the browser from clerk-js, and until that has
 * loaded from what the server saw. Pending sessions are told apart from signed-out ones, which `useAuth()` does not do.
 *
 * @returns a function; call it each time the current facts are needed
 */
export function useSessionFacts(): () => SessionFacts {
  const served = useState<SessionFacts>('session-facts', () => signedOut)
  if (import.meta.server) {
    const auth = useRequestEvent()?.context.auth?.({ treatPendingAsSignedOut: false })
    if (auth?.tokenType === 'session_token' && auth.userId)
      served.value = { userId: auth.userId, status: auth.sessionStatus === 'pending' ? 'pending' : 'active', orgId: auth.orgId ?? null, orgSlug: auth.orgSlug ?? null }
    return () => served.value
  }
  const clerk = useClerk()
  return () => {
    if (!clerk.value?.loaded) return served.value
    const session = sessionOf(clerk.value)
    if (!session?.user) return signedOut
    const orgId = session.lastActiveOrganizationId
    const membership = session.user.organizationMemberships.find(({ organization }) => organization.id === orgId)
    return { userId: session.user.id, status: session.status === 'pending' ? 'pending' : 'active', orgId, orgSlug: membership?.organization.slug ?? null }
  }
}
