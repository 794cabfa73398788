import { clerkMiddleware } from '@clerk/nuxt/server'
import { defineEventHandler, setResponseHeader, type EventHandler, type H3Event } from 'h3'
import { apiError } from '../utils/errors'

/**
 * Exact paths and prefixes that never read a session. Everything else gets `event.context.auth`. The error page is rendered
 * by a request inside the server that repeats the browser's headers: a handshake there would lead nowhere.
 */
const sessionless = (path: string) =>
  path === '/api/webhooks/clerk' || path === '/api/health' || path === '/__nuxt_error' || path.startsWith('/__clerk/') || path.startsWith('/_nuxt/')

/**
 * Whether the request line holds a path of this app. The SDK builds a URL of it as it stands: `//` throws there, and
 * `//a//evil.test/` or `/..//evil.test/` would send Clerk's handshake, and with it the session, to another host.
 */
function isPlainPath(requested = '/'): boolean {
  const url = URL.parse(requested, 'http://localhost')
  return url !== null && url.origin === 'http://localhost' && !url.pathname.startsWith('//')
}

/**
 * Makes `set-cookie` add up while `work` runs.
 *
 * @clerk/nuxt 3.0.16 sets each cookie with `setResponseHeader`, which keeps only the last (clerk/javascript#9573).
 */
async function withAppendedCookies<T>(event: H3Event, work: () => T): Promise<Awaited<T>> {
  const { res } = event.node
  const setHeader = res.setHeader
  res.setHeader = (name, value) => name.toLowerCase() === 'set-cookie' ? res.appendHeader(name, value as string) : setHeader.call(res, name, value)
  try { return await work() }
  finally { res.setHeader = setHeader }
}

let authenticate: EventHandler | undefined

/**
 * Reads the session of each request into `event.context.auth`.
 *
 * It decides nothing about access: that is each handler's own guard. On a document load of `/orgs/:slug` Clerk
 * activates the organization in the URL when the person is a member of it (`organizationSyncOptions`).
 */
export default defineEventHandler((event) => {
  if (sessionless(event.path.split('?', 1)[0]!)) return
  setResponseHeader(event, 'Cache-Control', 'private, no-store')
  if (!isPlainPath(event.node.req.url)) throw apiError('bad_request', 'The address is malformed.')
  authenticate ??= clerkMiddleware({
    authorizedParties: [event.context.config.appUrl],
    organizationSyncOptions: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] },
    // Its types come from a copy of h3 of their own.
  }) as unknown as EventHandler
  return withAppendedCookies(event, () => authenticate!(event))
})
