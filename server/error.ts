import { STATUS_CODES } from 'node:http'
import { getRequestHeader, send, setResponseHeader, setResponseStatus, type H3Error, type H3Event } from 'h3'
import type { ErrorData } from '../shared/errors'
import { logDenied, logLine, requestFacts } from './utils/http/log'

/** Statuses that say "you may not": each has a line in the log. */
const denials = new Set([401, 402, 403, 404, 429])

/** Browsers that open a page get Nuxt's error page. */
const isPage = (event: H3Event) => !event.path.startsWith('/api/') && getRequestHeader(event, 'accept')?.includes('text/html')

/**
 * Answers errors with the envelope alone. Nitro's own answer echoes the path, the query and the client's forwarded headers.
 * Pages keep Nuxt's error page, because nothing is sent for them here.
 */
export default function answerError(error: H3Error<ErrorData>, event: H3Event) {
  if (isPage(event)) return
  const status = error.statusCode
  const code = error.data?.code
  if (error.unhandled || status >= 500) console.error(logLine('api', { status, ...requestFacts(event), error: error.unhandled ? error.stack : error.message }))
  else if (code && (denials.has(status) || code === 'bad_signature')) logDenied(event, code, status)
  const statusText = (code ? error.statusMessage : STATUS_CODES[status]) ?? 'Error'
  if (error.data?.retryAfter) setResponseHeader(event, 'Retry-After', error.data.retryAfter)
  setResponseHeader(event, 'Content-Type', 'application/json')
  setResponseHeader(event, 'Cache-Control', 'private, no-store')
  setResponseStatus(event, status, statusText)
  return send(event, JSON.stringify({
    error: true,
    status,
    statusText,
    message: code ? error.message : statusText,
    data: code ? error.data : { code: status === 404 ? 'not_found' : status === 405 ? 'method_not_allowed' : status < 500 ? 'bad_request' : 'internal' },
  }))
}
