import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { Metadata } from '../core/entities/index.ts'
import { ClerkError, type ClerkErrorItem, clerkError, invalidParam } from '../core/errors.ts'
import { isMetadata, metadataBytes, metadataFits } from '../domain/metadata.ts'

/** Metadata as every operation takes it; null empties it. No z.record: that drops the key `__proto__`. */
export const metadata = z.unknown().optional().transform((value, { issues }): Metadata | undefined => {
  if (value === undefined) return undefined
  if (value === null) return {}
  if (!isMetadata(value)) issues.push({ code: 'invalid_type', expected: 'record', input: value })
  else if (!metadataFits(value)) issues.push({ code: 'too_big', origin: 'object', maximum: metadataBytes, input: value })
  else return value
  return z.NEVER
})

/** The JSON body, checked; 400, 415 and 422 in Clerk's words. No body is an empty one, as the SDK sends it. */
export async function readBody<Schema extends z.ZodType>(c: Call, schema: Schema): Promise<z.output<Schema>> {
  const text = await c.req.text()
  const contentType = c.req.header('content-type')
  if (text && contentType && !/^application\/json\b/i.test(contentType)) {
    throw clerkError(415, 'unsupported_content_type', 'Content-Type is unsupported', `Content-Type ${contentType} is unsupported. You should use application/json instead.`)
  }
  const body = text ? parseJson(text) : {}
  const result = schema.safeParse(body)
  if (!result.success) throw new ClerkError(422, result.error.issues.flatMap(issue => describe(issue, body)))
  return result.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    throw clerkError(400, 'request_body_invalid', 'Request body invalid', 'The request body is invalid. Please consult the API documentation for more information.')
  }
}

/** One issue in the words of Clerk's error index (clerk.com/docs/guides/development/errors/backend-api). */
function describe(issue: z.core.$ZodIssue, body: unknown): ClerkErrorItem[] {
  const param = issue.path.join('.')
  const item = (name: string, code: string, message: string, long_message: string): ClerkErrorItem => ({ code, message, long_message, meta: { param_name: name } })
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => item(param ? `${param}.${key}` : key, 'form_param_unknown', 'is unknown', `${key} is not a valid parameter for this request.`))
  }
  if (issue.code === 'too_big' && issue.origin === 'object') return [item(param, 'form_param_exceeds_allowed_size', 'exceeds allowed size', `${param} exceeds the maximum allowed size of ${issue.maximum} bytes.`)]
  if (issue.code !== 'invalid_type') return [item(param, 'form_param_value_invalid', 'is invalid', `${param} is invalid`)]
  if (!param) return [{ code: 'request_body_invalid', message: 'Request body invalid', long_message: `The request body must be of type ${issue.expected}.` }]
  return valueAt(body, issue.path) === undefined
    ? [item(param, 'form_param_missing', 'is missing', `${param} must be included.`)]
    : [item(param, 'form_param_type_invalid', 'is invalid', `\`${param}\` must be a \`${issue.expected}\`.`)]
}

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined, body)
}

/** All values of a query parameter: `a=1&a=2` and `a[]=1&a[]=2`. */
export function queryList(c: Call, name: string): string[] {
  return [...c.req.queries(name) ?? [], ...c.req.queries(`${name}[]`) ?? []].filter(Boolean)
}

/** A query parameter that must be one of some words. */
export function queryWord<Word extends string>(c: Call, name: string, words: readonly Word[]): Word | undefined {
  const value = c.req.query(name)
  if (!value) return undefined
  const word = words.find(w => w === value)
  if (!word) throw invalidParam(name, `${name} must be one of ${words.join(', ')}.`)
  return word
}

/** A query parameter that must be a whole number. */
export function queryNumber(c: Call, name: string, minimum = 0, maximum = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = c.req.query(name)
  if (value === undefined || value === '') return undefined
  const number = Number(value)
  if (!Number.isInteger(number) || number < minimum || number > maximum) {
    throw invalidParam(name, maximum === Number.MAX_SAFE_INTEGER ? `${name} must be an integer of at least ${minimum}.` : `${name} must be an integer between ${minimum} and ${maximum}.`)
  }
  return number
}

/** A query parameter that is true or false. */
export function queryFlag(c: Call, name: string): boolean | undefined {
  const word = queryWord(c, name, ['true', 'false'])
  return word === undefined ? undefined : word === 'true'
}

/** Ids to include and, with a `-` before them, to leave out; a `+` may arrive as a space. */
export function queryIds(c: Call, name: string): { only: Set<string>, not: Set<string> } {
  const ids = queryList(c, name)
  return {
    only: new Set(ids.filter(id => !id.startsWith('-')).map(id => id.replace(/^[+ ]/, ''))),
    not: new Set(ids.filter(id => id.startsWith('-')).map(id => id.slice(1))),
  }
}

/** Whether an id passes such a filter. */
export function idMatches(filter: { only: Set<string>, not: Set<string> }, id: string): boolean {
  return (!filter.only.size || filter.only.has(id)) && !filter.not.has(id)
}

/** The wanted page: `limit` 1 to 500, 10 by default, and `offset` (backend-api.yml). */
export function page<Row>(c: Call, rows: Row[]): Row[] {
  const { limit, offset } = bounds(c)
  return rows.slice(offset, offset + limit)
}

/** The wanted page where a call asks for nothing else, neither a filter nor an order: then it is newest first. */
export function plainPage(c: Call): { limit: number, offset: number } | undefined {
  return Object.keys(c.req.query()).every(name => name === 'limit' || name === 'offset') ? bounds(c) : undefined
}

function bounds(c: Call): { limit: number, offset: number } {
  return { limit: queryNumber(c, 'limit', 1, 500) ?? 10, offset: queryNumber(c, 'offset') ?? 0 }
}

/** How a list may be sorted: each word with the value it sorts by. */
export type Orders<Row> = Record<string, (row: Row) => string | number | null | undefined>

/** Sorts by `order_by`: `+` or nothing before the word ascends, `-` descends. Rows without a value come last. */
export function ordered<Row>(c: Call, rows: Row[], orders: Orders<Row>, fallback = '-created_at'): Row[] {
  const wanted = (c.req.query('order_by') || fallback).trim()
  const descending = wanted.startsWith('-')
  const word = wanted.replace(/^[+-]/, '')
  const value = Object.hasOwn(orders, word) ? orders[word] : undefined
  if (!value) throw invalidParam('order_by', `order_by must be one of ${Object.keys(orders).join(', ')}, with + or - before it.`)
  const sign = descending ? -1 : 1
  // Rows of one millisecond keep their order of creation, or its reverse.
  const keyed = rows.map(row => ({ row, key: value(row) ?? '' }))
  return (descending ? keyed.reverse() : keyed).sort(({ key: x }, { key: y }) => {
    if (x === y) return 0
    if (x === '' || y === '') return x === '' ? 1 : -1
    return x < y ? -sign : sign
  }).map(({ row }) => row)
}
