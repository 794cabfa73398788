import { isClerkAPIResponseError } from '@clerk/vue/errors'

/** What an answer of the own server says when it wants the person to prove again who they are. Source: Clerk's `reverificationErrorResponse`. */
interface Hint { clerk_error: { type: 'forbidden', reason: 'reverification-error', metadata?: { reverification?: { level?: 'first_factor' | 'second_factor' | 'multi_factor' } | string } } }

function hintOf(value: unknown): Hint | undefined {
  const hint = value as Partial<Hint> | null | undefined
  if (typeof hint === 'object' && hint?.clerk_error?.reason === 'reverification-error') return hint as Hint
  // Clerk's own Frontend API says it by a code; a fetch that throws carries the body in `data`.
  if (isClerkAPIResponseError(value) && value.errors.some(({ code }) => code === 'session_reverification_required')) return { clerk_error: { type: 'forbidden', reason: 'reverification-error' } }
  const data = (value as { data?: unknown } | null | undefined)?.data
  return data === undefined || data === value ? undefined : hintOf(data)
}

/**
 * Makes an act ask the person to prove again who they are, where Clerk or the own server wants it, and then try once more.
 * @clerk/vue lacks it.
 *
 * @param act - what may be refused with `session_reverification_required`, or answer or throw Clerk's reverification error
 * @returns the act, with the same arguments and answer; it rejects with `ReverificationCancelled` when the person doesn't
 * @see https://clerk.com/docs/guides/secure/reverification
 */
export function useReverification<A extends unknown[], R>(act: (...args: A) => Promise<R>) {
  const requiredClerk = useRequiredClerk()

  async function verify({ clerk_error: { metadata } }: Hint): Promise<void> {
    const { clerk } = await requiredClerk()
    const wanted = metadata?.reverification
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    clerk.__internal_openReverification({
      level: typeof wanted === 'object' ? wanted.level : undefined,
      afterVerification: () => resolve(undefined),
      afterVerificationCancelled: () => reject(new ReverificationCancelled()),
    })
    await promise
  }

  return async (...args: A): Promise<R> => {
    let hint: Hint | undefined
    try {
      const answer = await act(...args)
      hint = hintOf(answer)
      if (!hint) return answer
    }
    catch (error) {
      hint = hintOf(error)
      if (!hint) throw error
    }
    await verify(hint)
    return act(...args)
  }
}

/** The person closed the question who they are. */
export class ReverificationCancelled extends Error {
  override name = 'ReverificationCancelled'
}
