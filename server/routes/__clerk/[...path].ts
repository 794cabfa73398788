import { defineEventHandler, getRequestIP, proxyRequest } from 'h3'
import { useRuntimeConfig } from 'nitropack/runtime'
import { apiError } from '../../utils/errors'

/**
 * ALL /__clerk/** — forwards to Clerk's Frontend API when a proxy URL is configured, and is 404 otherwise.
 *
 * @see https://clerk.com/docs/guides/dashboard/dns-domains/proxy-fapi
 */
export default defineEventHandler((event) => {
  const { clerk, public: { appUrl, clerk: { proxyUrl } } } = useRuntimeConfig(event)
  if (!proxyUrl || !clerk.frontendApiUrl) throw apiError('not_found', 'There is nothing here.')
  return proxyRequest(event, clerk.frontendApiUrl + event.path.slice('/__clerk'.length), {
    // Handshakes and invitation links are redirects meant for the browser.
    fetchOptions: { redirect: 'manual' },
    headers: {
      'clerk-proxy-url': new URL(proxyUrl, appUrl).href,
      'clerk-secret-key': clerk.secretKey,
      'x-forwarded-for': getRequestIP(event) ?? '',
    },
  })
})
