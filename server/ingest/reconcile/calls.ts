import { setTimeout as sleep } from 'node:timers/promises'
import { isClerkAPIResponseError } from '@clerk/backend/errors'
import { AppError } from '../../../shared/errors'

/** An answer with fewer rows than its total promises. */
export class TruncatedError extends Error {
  override name = 'TruncatedError'
}

/** How fast to ask, and how long to try again. `backOff` in ms is the first wait after a failure; it doubles. */
export interface Pace {
  perSecond: number
  tries: number
  backOff: number
  signal: AbortSignal
  /** Told before each wait after a failure; `ms` is its length. */
  waiting?: (error: unknown, ms: number) => void
}

/** Longest wait between two tries, in ms, unless Clerk asks for a longer one. */
const MAX_BACK_OFF = 30_000

/** Whether asking again may help: nothing came, Clerk was in trouble or asked for patience, or the answer was cut short. */
export const isPassing = (error: unknown): boolean =>
  error instanceof TruncatedError
  || (error instanceof AppError && error.code === 'clerk_unavailable')
  || (isClerkAPIResponseError(error) && (!error.status || error.status === 429 || error.status >= 500))

/**
 * Makes the function that all calls of a reconcile go through: one after the other at a steady pace, and again after what
 * passes. `Retry-After` is honoured; other waits grow, and vary so that several processes do not knock at the same moment.
 *
 * The function throws what the last try threw.
 */
export function pacedCalls({ perSecond, tries, backOff, signal, waiting = () => {} }: Pace) {
  let next = 0
  return async function call<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const now = Date.now()
      const turn = Math.max(now, next)
      next = turn + 1000 / perSecond
      if (turn > now) await sleep(turn - now, undefined, { signal })
      signal.throwIfAborted()
      try { return await work() }
      catch (error) {
        if (attempt >= tries || !isPassing(error)) throw error
        const asked = isClerkAPIResponseError(error) && error.retryAfter ? error.retryAfter * 1000 : 0
        const grown = Math.min(MAX_BACK_OFF, backOff * 2 ** (attempt - 1))
        const ms = Math.round(asked + grown * (0.5 + Math.random() / 2))
        waiting(error, ms)
        await sleep(ms, undefined, { signal })
      }
    }
  }
}
