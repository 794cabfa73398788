/** How often a page in sight asks again for what Clerk sends no event about, in ms. */
const AGAIN = 30_000

/** Asks again now and then while the person can see the tab, and at once when they come back to it. */
export function useAskedAgain(refresh: () => Promise<unknown>): void {
  const inSight = useInSight()
  let seen = false
  watch(inSight, (now, _, onCleanup) => {
    if (!now) return
    if (seen) void refresh()
    seen = true
    const timer = setInterval(() => void refresh(), AGAIN)
    onCleanup(() => clearInterval(timer))
  })
}
