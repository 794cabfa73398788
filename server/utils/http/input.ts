import { getHeader, getQuery, getRouterParams, type H3Event } from 'h3'
import type { z } from 'zod'
import { readBytes } from './body'
import { apiError } from './errors'

/** Largest JSON body an API handler reads, in bytes. */
const MAX_BODY_BYTES = 100_000

/** Parses a value, or answers 422 with one issue for each field that is wrong. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.map(issue => ({ path: issue.path.join('.'), message: issue.message }))
  throw apiError('invalid_input', issues.map(({ path, message }) => path ? `${path}: ${message}` : message).join('; '), { issues })
}

/** The request's JSON body. Answers 413, 415 or 400 when it is too large, of another type, or not JSON. */
export async function readJson(event: H3Event): Promise<unknown> {
  if (!/^application\/json\b/i.test(getHeader(event, 'content-type') ?? '')) throw apiError('unsupported_media_type', 'Send the body as application/json.')
  const bytes = await readBytes(event, MAX_BODY_BYTES)
  try { return JSON.parse(bytes.toString()) }
  catch { throw apiError('bad_request', 'The body is not valid JSON.') }
}

/** The query string as an object; a key that is given twice is an array. */
export const readQuery = (event: H3Event): unknown => getQuery(event)

/** The path parameters, percent-decoded. */
export const readParams = (event: H3Event): Record<string, string> => getRouterParams(event, { decode: true })
