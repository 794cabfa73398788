import { createError, type H3Error } from 'h3'
import { InvalidCursorError, isDatabaseUnavailable } from '../../../db'
import { AppError, errorStatus, type ErrorCode, type ErrorData } from '../../../shared/errors'

const statusText: Record<number, string> = {
  400: 'Bad Request', 401: 'Unauthorized', 402: 'Payment Required', 403: 'Forbidden', 404: 'Not Found',
  405: 'Method Not Allowed', 409: 'Conflict', 413: 'Payload Too Large', 415: 'Unsupported Media Type',
  422: 'Unprocessable Content', 429: 'Too Many Requests', 500: 'Internal Server Error', 503: 'Service Unavailable',
}

/**
 * The one error envelope of the API: `{ status, statusText, message, data: { code, …facts } }`.
 *
 * @param code - decides the HTTP status, see `shared/errors.ts`
 * @param message - a sentence for a person; never holds a secret or another tenant's data
 * @param facts - further members of `data`
 */
export function apiError(code: ErrorCode, message: string, facts: Omit<ErrorData, 'code'> = {}): H3Error<ErrorData> {
  const status = errorStatus[code]
  return createError<ErrorData>({ status, statusText: statusText[status], message, data: { code, ...facts } })
}

/** What a handler throws on: refusals of services and the database become the envelope, everything else passes unchanged. */
export function httpError(error: unknown): unknown {
  if (error instanceof AppError) return apiError(error.code, error.message, error.facts)
  if (error instanceof InvalidCursorError) return apiError('invalid_input', error.message, { issues: [{ path: 'cursor', message: error.message }] })
  if (isDatabaseUnavailable(error)) return apiError('database_unavailable', 'The database cannot answer right now. Try again in a moment.')
  return error
}
