import { getResponseStatusText, send, setResponseHeader, setResponseStatus, type H3Error, type H3Event } from 'h3'
import type { ErrorData } from '../shared/errors'

/**
 * Answers errors below `/api` with the envelope alone. Nitro's own answer adds a `url` that echoes the client's
 * forwarded headers. Pages keep Nuxt's error page, because nothing is sent for them here.
 */
export default function answerApiError(error: H3Error<ErrorData>, event: H3Event) {
  if (!event.path.startsWith('/api/')) return
  const status = error.statusCode
  if (error.unhandled || status >= 500) console.error(`[api] ${event.method} ${event.path.split('?', 1)[0]} ${status}`, error.unhandled ? error : error.message)
  if (error.data?.retryAfter) setResponseHeader(event, 'Retry-After', error.data.retryAfter)
  setResponseHeader(event, 'Content-Type', 'application/json')
  setResponseHeader(event, 'Cache-Control', 'private, no-store')
  setResponseStatus(event, status, error.statusMessage)
  const known = error.data?.code !== undefined
  return send(event, JSON.stringify({
    error: true,
    status,
    statusText: getResponseStatusText(event),
    message: known ? error.message : getResponseStatusText(event),
    data: known ? error.data : { code: status === 404 ? 'not_found' : status === 405 ? 'method_not_allowed' : status < 500 ? 'bad_request' : 'internal' },
  }))
}
