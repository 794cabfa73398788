import { defineEventHandler, setResponseHeader, type H3Event } from 'h3'
import { authenticate, type ClerkAuth } from '../utils/guard/authenticate'
import { apiError } from '../utils/http/errors'
import { explained } from '../utils/clerk/hints'
import { SessionMemo } from '../utils/guard/session-memo'

/**
 * Exact paths and prefixes that never read a session. Everything else gets `event.context.auth`. The error page is rendered
 * by a request inside the server that repeats the browser's headers: a handshake there would lead nowhere.
 */
const exactly = new Set(['/api/webhooks/clerk', '/api/health', '/api/ready', '/api/metrics', '/__nuxt_error'])
const sessionless = (path: string) =>
  exactly.has(path) || path.startsWith('/__clerk/') || path.startsWith('/_nuxt/') || path.startsWith('/api/admin/')

/**
 * The URL of a request, or undefined unless its line holds a path of this app. The SDK takes the line as it stands: `//`
 * throws there, and `//a//evil.test/` or `/..//evil.test/` would send Clerk's handshake, and with it the session, to another host.
 */
function plainUrl(requested: string): URL | undefined {
  const url = URL.parse(requested, 'http://localhost')
  if (url && url.origin === 'http://localhost' && !url.pathname.startsWith('//')) return url
}

/** How the SDK tells a document, which it may send on a handshake, from other requests. */
function isDocument({ method, node: { req } }: H3Event): boolean {
  const { headers } = req
  // Inside the server: a call of a page that is being rendered, which repeats the page's headers.
  if ('__unenv__' in req) return false
  const destination = headers['sec-fetch-dest']
  return method === 'GET' && (destination ? destination === 'document' || destination === 'iframe' : headers.accept?.startsWith('text/html') === true)
}

/** Sessions are verified once a token, not once a request. */
const memo = new SessionMemo<ClerkAuth>(2000)

/**
 * Reads the session of each request into `event.context.auth`.
 *
 * It decides nothing about access: that is each handler's own guard. On a document load of `/orgs/:slug` Clerk
 * activates the organization in the URL when the person is a member of it.
 */
export default defineEventHandler(async (event) => {
  if (sessionless(event.path.split('?', 1)[0]!)) return
  setResponseHeader(event, 'Cache-Control', 'private, no-store')
  const { method, node: { req } } = event
  const url = plainUrl(req.url ?? '/')
  // With a development instance the SDK redirects to whatever `__clerk_redirect_url` says, for apps on several domains.
  if (!url || url.searchParams.has('__clerk_redirect_url')) throw apiError('bad_request', 'The address is malformed.')
  if (method === 'TRACE') throw apiError('method_not_allowed', 'TRACE is not answered.')

  const path = url.pathname + url.search
  const { cookie = '', authorization = '' } = req.headers
  const key = `${cookie}\n${authorization}`
  const document = isDocument(event)
  // What the SDK acts on in the query is not part of the key.
  const lasting = method === 'GET' && key.length > 1 && ![...url.searchParams.keys()].some(name => name.startsWith('__clerk_'))
  if (document || !lasting) {
    const outcome = await authenticate(event, path, document)
    if ('redirect' in outcome) return outcome.redirect
    if (outcome.verified && lasting) memo.remember(key, outcome.verified)
    return putSession(event, outcome.session)
  }

  let redirect: Response | undefined
  const known = await memo.recall(key, async () => {
    const outcome = await authenticate(event, path, document)
    if ('redirect' in outcome) redirect = outcome.redirect
    else putSession(event, outcome.session)
    return 'verified' in outcome ? outcome.verified : undefined
  })
  if (known) putSession(event, known)
  return redirect
})

/** What @clerk/nuxt reads; the second is what its plugin gives to a page. */
function putSession({ context }: H3Event, session: ClerkAuth): void {
  context.auth = explained(session.auth)
  Object.defineProperty(context, '__clerk_initial_state', { get: () => session.initialState, configurable: true, enumerable: true })
}
