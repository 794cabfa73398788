/**
 * A path of this app that is safe to go to after sign-in, or null.
 *
 * Only same-origin paths pass: `//host`, `/\host`, schemes, control characters and other origins do not.
 *
 * @param value - what the query string held
 * @param origin - the app's own origin, such as `http://localhost:3000`; an absolute URL of it is reduced to its path
 */
export function safeReturnPath(value: unknown, origin: string): string | null {
  // eslint-disable-next-line no-control-regex -- control characters are what we refuse
  if (typeof value !== 'string' || value.length > 2048 || /[\u0000-\u0020\u007f\\]/.test(value)) return null
  const base = new URL(origin)
  if (!value.startsWith('/') && !value.startsWith(`${base.origin}/`)) return null
  const url = URL.parse(value, base)
  if (!url || url.origin !== base.origin || url.username || url.password) return null
  const path = url.pathname + url.search + url.hash
  return path.startsWith('//') ? null : path
}

/** Paths that start with the organization's slug, for links and redirects. */
export const orgPath = (slug: string, rest = ''): string => `/orgs/${encodeURIComponent(slug)}${rest}`

/** The page of Clerk's session task. */
export const taskPath = '/session-tasks/choose-organization'
