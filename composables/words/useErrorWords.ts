import { isClerkAPIResponseError } from '@clerk/vue/errors'
import type { ErrorData } from '#shared/errors'
import { texts } from '#shared/texts'

const isErrorData = (value: unknown): value is ErrorData =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' && value.code in texts.errorWords

/** The `data` of the API's error envelope, from a FetchError or from a page error made of one; null for other errors. */
export function errorDataOf(error: unknown): ErrorData | null {
  const data = (error as { data?: unknown } | null | undefined)?.data
  if (isErrorData(data)) return data
  const inner = (data as { data?: unknown } | null | undefined)?.data
  return isErrorData(inner) ? inner : null
}

/** The sentence that tells a person what an error means and what to do. */
export function wordsOf(error: unknown): string {
  const data = errorDataOf(error)
  if (data) return texts.errorWords[data.code]
  // clerk-js refuses with Clerk's own codes and sentences.
  if (error instanceof Error && isClerkAPIResponseError(error)) {
    const [first] = error.errors
    return first ? texts.clerkWords[first.code] ?? first.longMessage ?? first.message : texts.errors.unknown
  }
  // A request without an answer has no status: the network, not the server.
  return (error as { name?: string } | null)?.name === 'FetchError' && !(error as { status?: number }).status ? texts.errors.offline : texts.errors.unknown
}

/** `wordsOf` for an error that changes; an empty string while there is none. */
export function useErrorWords(error: MaybeRefOrGetter<unknown>) {
  return computed(() => {
    const value = toValue(error)
    return value ? wordsOf(value) : ''
  })
}
