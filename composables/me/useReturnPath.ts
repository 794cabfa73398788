import { safeReturnPath } from '#shared/paths'

const KEY = 'return-path'

/**
 * Where the person was going before signing in. Clerk's own redirect forgets it when a session task comes in between,
 * so the sign-in page keeps it for this tab.
 *
 * @returns `path` from the query (null: none or not ours), `keep()` to remember it, `take()` to read and forget it
 */
export function useReturnPath() {
  const route = useRoute()
  const { appUrl } = useRuntimeConfig().public
  // Clerk's links from sign-in to sign-up carry it behind the hash.
  const query = route.query.redirect_url ?? new URLSearchParams(route.hash.split('?')[1]).get('redirect_url')
  const path = safeReturnPath(query, appUrl)
  return {
    path,
    keep: () => path ? sessionStorage.setItem(KEY, path) : sessionStorage.removeItem(KEY),
    take: () => {
      const kept = path ?? safeReturnPath(sessionStorage.getItem(KEY), appUrl)
      sessionStorage.removeItem(KEY)
      return kept
    },
  }
}
