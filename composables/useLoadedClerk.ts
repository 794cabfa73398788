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
