import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { apiError } from '../http/errors'

interface Budget { points: number, seconds: number }

/** How often expensive calls may be made, by one person and by everyone in one organization together. */
const limits = {
  /** They send e-mails. Clerk takes 250 an hour. */
  invitations: { person: { points: 100, seconds: 3600 }, organization: { points: 200, seconds: 3600 } },
  /** Calls that ask Clerk's Backend API, which takes 100 in 10 seconds of a development instance. */
  clerk: { person: { points: 60, seconds: 60 }, organization: { points: 240, seconds: 60 } },
  /** They read everything there is. */
  exports: { person: { points: 10, seconds: 60 }, organization: { points: 30, seconds: 60 } },
  /** Requests with an API key, each of which asks Clerk whether the key still holds: by key and organization. */
  keys: { person: { points: 120, seconds: 60 }, organization: { points: 480, seconds: 60 } },
} as const satisfies Record<string, { person: Budget, organization: Budget }>

/** Name of a limit that a handler can declare. */
export type LimitName = keyof typeof limits

// Each process counts for itself: several of them let through as many times the budget.
const limiter = (keyPrefix: string, { points, seconds }: Budget) => new RateLimiterMemory({ keyPrefix, points, duration: seconds })
const limiters = Object.fromEntries(Object.entries(limits).map(([name, { person, organization }]) =>
  [name, { person: limiter(`${name}-person`, person), organization: limiter(`${name}-organization`, organization) }])) as Record<LimitName, Record<'person' | 'organization', RateLimiterMemory>>

/**
 * Takes from the person's budget and, within an organization, from that one's. Call it when the request is allowed and well-formed,
 * so that nobody can use up what belongs to others.
 *
 * @param points - how many calls the request stands for
 * @throws 429 rate_limited with the seconds to wait
 */
export async function spendBudget(name: LimitName, { userId, orgId }: { userId: string, orgId?: string }, points = 1): Promise<void> {
  try {
    await limiters[name].person.consume(userId, points)
    if (orgId !== undefined) await limiters[name].organization.consume(orgId, points)
  }
  catch (refused) {
    if (refused instanceof Error) throw refused
    throw apiError('rate_limited', 'Too many requests. Wait a moment and try again.', { retryAfter: Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000) })
  }
}
