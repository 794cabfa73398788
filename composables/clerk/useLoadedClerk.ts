/** Patience while clerk-js loads, in ms. Without it, as when a browser extension blocks it, the cookies must do. */
const LOAD_PATIENCE = 5000

/**
 * clerk-js once it has loaded.
 *
 * @returns a function that waits for it, and answers null when it doesn't come
 */
export function useLoadedClerk() {
  const clerk = useClerk()
  return async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const timer = setTimeout(resolve, LOAD_PATIENCE, undefined)
    const stop = watch(clerk, value => value?.loaded && resolve(undefined), { immediate: true, flush: 'sync' })
    await promise
    clearTimeout(timer)
    stop()
    return clerk.value?.loaded ? clerk.value : null
  }
}

/** `useLoadedClerk()` for what can't be done without: it throws `clerk_unavailable` when clerk-js doesn't come, or has no session. */
export function useRequiredClerk() {
  const loadedClerk = useLoadedClerk()
  return async () => {
    const clerk = await loadedClerk()
    const user = clerk && sessionOf(clerk)?.user
    if (!user) throw createError({ status: 503, data: { code: 'clerk_unavailable' } })
    return { clerk, user }
  }
}

/** What clerk-js found, or `not_found`: it was answered, taken back or removed by somebody else meanwhile. */
export function orGone<T>(found: T | undefined): T {
  if (found === undefined) throw createError({ status: 404, data: { code: 'not_found' } })
  return found
}
