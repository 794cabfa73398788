import { getRequestHeader, type H3Event } from 'h3'
import { apiError } from '../http/errors'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that a page of another site asks for in the person's name.
 *
 * Browsers say where a request comes from in `Sec-Fetch-Site`, and older ones, and all on plain http, in `Origin`. What
 * sends neither is no browser and holds no cookie it was tricked into sending. `none` is the person's own doing. There is
 * no exception for `Authorization`: other sites can't send it without a CORS answer that this app never gives.
 *
 * @throws 403 cross_site
 */
export function refuseCrossSite(event: H3Event): void {
  if (safeMethods.has(event.method)) return
  const site = getRequestHeader(event, 'sec-fetch-site')
  const origin = getRequestHeader(event, 'origin')
  const own = site ? site === 'same-origin' || site === 'none' : !origin || origin === event.context.config.appUrl
  if (!own) throw apiError('cross_site', 'This request comes from another site.')
}
