import { defineEventHandler, getProxyRequestHeaders, getRequestHeader, getRequestIP, removeResponseHeader, sendProxy, sendRedirect } from 'h3'
import { useRuntimeConfig } from 'nitropack/runtime'
import { readBytes } from '../../utils/http/body'
import { apiError } from '../../utils/http/errors'
import { ticketRefusal } from '../../utils/clerk/ticket-refusal'

/** Largest body that is forwarded, in bytes: Clerk takes pictures of 10 MB, and a form around them. */
const MAX_BYTES = 11_000_000

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * ALL /__clerk/** — forwards to Clerk's Frontend API when a proxy URL is configured, and is 404 otherwise.
 *
 * @see https://clerk.com/docs/guides/dashboard/dns-domains/proxy-fapi
 */
export default defineEventHandler(async (event) => {
  const { clerk, public: { appUrl, clerk: { proxyUrl } } } = useRuntimeConfig(event)
  if (!proxyUrl || !clerk.frontendApiUrl) throw apiError('not_found', 'There is nothing here.')
  const target = new URL(clerk.frontendApiUrl + event.path.slice('/__clerk'.length)).href
  // `..` in the path must not lead to a neighbour of the Frontend API.
  if (!target.startsWith(`${clerk.frontendApiUrl}/`)) throw apiError('not_found', 'There is nothing here.')
  if (!methods.has(event.method)) throw apiError('method_not_allowed', 'This method is not forwarded.')
  const reads = event.method === 'GET' || event.method === 'HEAD'
  const body = reads ? undefined : await readBytes(event, MAX_BYTES)
  return sendProxy(event, target, {
    // The other side closes idle connections, perhaps the very one that was taken. What only reads is asked again (RFC
    // 9110, 9.2.2): Clerk's interface stays away for good when one of its scripts doesn't arrive.
    fetch: (url, init) => fetch(url, init).catch((error: unknown) => reads ? fetch(url, init) : Promise.reject(error)),
    // Handshakes and invitation links are redirects meant for the browser.
    fetchOptions: { method: event.method, body, redirect: 'manual' },
    headers: {
      ...getProxyRequestHeaders(event),
      'clerk-proxy-url': new URL(proxyUrl, appUrl).href,
      'clerk-secret-key': clerk.secretKey,
      'x-forwarded-for': getRequestIP(event) ?? '',
    },
    async onResponse(_, response) {
      const page = await ticketRefusal(event.path.slice('/__clerk'.length), getRequestHeader(event, 'accept'), response)
      if (!page) return
      removeResponseHeader(event, 'content-length')
      await sendRedirect(event, page, 303)
    },
  })
})
