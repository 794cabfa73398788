import { verifyToken } from '@clerk/backend'
import { orgScoped } from '../../server/services/orgs/facts'
import type { Env } from '../lib/clerk-env.ts'

/** What a session token says, beside what Clerk says now. */
export interface SessionFacts {
  /** Why nobody would accept the token; null where it holds. */
  refused: string | null
  /** Whether a task of the session is still open. */
  pending: boolean
  /** Memberships the person has at Clerk. */
  memberships: number
  /** The active organization: the role in the token, and the one that Clerk has, null for who is no member any more. */
  organization: { id: string, role: string, roleAtClerk: string | null, plan: string | null, planAtClerk: string | null } | null
}

interface Membership { role: string, organization: { id: string } }
interface Subscription { subscription_items?: { status: string, plan: { slug: string } | null }[] }

const nobodys = (refused: string): SessionFacts => ({ refused, pending: false, memberships: 0, organization: null })

/**
 * Looks at the session of whoever asks.
 *
 * @param token - a session token, such as the cookie `__session`
 * @param ask - asks Clerk's Backend API; throws where that refuses
 * @returns null for a token that has run out, as that of a closed tab has after a minute
 */
export async function askSession(token: string, env: Env, ask: <T>(path: string) => Promise<T>): Promise<SessionFacts | null> {
  const verified = await verifyToken(token, {
    secretKey: env.NUXT_CLERK_SECRET_KEY, apiUrl: env.NUXT_CLERK_API_URL?.trim() || undefined, jwtKey: env.NUXT_CLERK_JWT_KEY?.trim() || undefined,
    authorizedParties: [env.NUXT_PUBLIC_APP_URL?.trim() || 'http://localhost:3000'],
  }).then(claims => ({ claims }), (error: { reason?: string, message?: string }) => ({ error }))
  if ('error' in verified) {
    const { reason, message = '' } = verified.error
    return reason === 'token-expired' ? null : nobodys(`${reason}: ${message.split('\n')[0]}`)
  }
  const claims = verified.claims as { sub: string, sts?: string, pla?: string, o?: { id: string, rol: string } }
  // The token lives on for a minute after its person.
  const memberships = await ask<{ data: Membership[] }>(`/users/${claims.sub}/organization_memberships?limit=500`).catch((error: Error) => error)
  if (memberships instanceof Error) return nobodys(memberships.message)
  const { data } = memberships
  const own = claims.o
  const plan = own && await ask<Subscription>(`/organizations/${own.id}/billing/subscription`)
    .then(({ subscription_items: items = [] }) => items.find(({ status }) => status === 'active')?.plan?.slug ?? null, () => null)
  return {
    refused: null,
    pending: claims.sts === 'pending',
    memberships: data.length,
    organization: own
      ? { id: own.id, role: `org:${own.rol}`, roleAtClerk: data.find(({ organization }) => organization.id === own.id)?.role ?? null, plan: orgScoped(claims.pla)[0] ?? null, planAtClerk: plan ?? null }
      : null,
  }
}
