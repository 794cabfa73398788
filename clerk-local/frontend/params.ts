import type { Context as HonoContext } from 'hono'
import { clerkError, invalidParam, missingParam, nilParam } from '../core/errors.ts'
import { checkMetadata, isMetadata } from '../domain/metadata.ts'

/** Query and body of a Frontend API call: form-urlencoded, snake_case, arrays repeat the key, objects are JSON (facts §D). */
export class Params {
  private readonly values = new Map<string, string[]>()
  readonly files = new Map<string, File>()

  add(name: string, value: string | File): void {
    const key = name.replace(/\[\]$/, '')
    if (typeof value !== 'string') this.files.set(key, value)
    else this.values.set(key, [...(this.values.get(key) ?? []), value])
  }

  has(name: string): boolean {
    return this.values.has(name)
  }

  /** The value, or undefined when the field is absent. */
  string(name: string): string | undefined {
    return this.values.get(name)?.at(-1)
  }

  /** The value; 422 when it is absent or empty. */
  required(name: string): string {
    const value = this.string(name)
    if (value === undefined) throw missingParam(name)
    if (!value.trim()) throw nilParam(name)
    return value
  }

  /** All values of a repeated key; one value may be a comma-separated list. */
  list(name: string): string[] {
    return (this.values.get(name) ?? []).flatMap(value => value.split(',')).map(value => value.trim()).filter(Boolean)
  }

  /** All values of a repeated key, each one of some words; 400 otherwise (Clerk's error index, requests). */
  words<Word extends string>(name: string, words: readonly Word[]): Word[] {
    return this.list(name).map((value) => {
      const word = words.find(w => w === value)
      if (!word) throw clerkError(400, 'invalid_query_parameter_value', 'is invalid', `${value} does not match one of the allowed values for parameter ${name}`)
      return word
    })
  }

  boolean(name: string): boolean | undefined {
    const value = this.string(name)
    return value === undefined ? undefined : value === 'true' || value === '1'
  }

  /** Metadata: a JSON object, not too large. */
  object(name: string): Record<string, unknown> | undefined {
    const text = this.string(name)
    if (text === undefined || text === '') return undefined
    let value: unknown
    try {
      value = JSON.parse(text)
    }
    catch {
      throw invalidParam(name, `${name} must be a valid JSON object.`)
    }
    if (!isMetadata(value)) throw invalidParam(name, `${name} must be a JSON object.`)
    return checkMetadata(value, name)
  }

  /** `limit` and `offset` within Clerk's bounds: 1 to 500 and 10 by default, from 0 (frontend-api.yml). */
  page(): { limit: number, offset: number } {
    return { limit: this.integer('limit', 10, 1, 500), offset: this.integer('offset', 0, 0, Number.MAX_SAFE_INTEGER) }
  }

  private integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.string(name)
    if (text === undefined || text === '') return fallback
    const value = Number(text)
    if (!Number.isInteger(value) || value < min || value > max) throw invalidParam(name, `${name} must be a whole number from ${min} to ${max}.`)
    return value
  }
}

/** Reads query and body once. A body that can't be read is 400, not a crash. */
export async function readParams(c: HonoContext): Promise<Params> {
  const params = new Params()
  for (const [name, value] of new URL(c.req.url).searchParams) params.add(name, value)
  const type = c.req.header('content-type') ?? ''
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return params
  try {
    if (type.includes('application/json')) {
      const body: unknown = await c.req.json()
      if (body && typeof body === 'object') {
        for (const [name, value] of Object.entries(body)) {
          for (const item of Array.isArray(value) ? value : [value]) params.add(name, typeof item === 'string' ? item : item === null ? '' : JSON.stringify(item))
        }
      }
    }
    // clerk-js sends a picture given as text so (resources/Image and Organization).
    else if (type.includes('application/octet-stream')) params.add('file', await c.req.text())
    else if (type.includes('multipart/form-data')) {
      for (const [name, value] of await c.req.formData()) params.add(name, value)
    }
    else {
      for (const [name, value] of new URLSearchParams(await c.req.text())) params.add(name, value)
    }
  }
  catch {
    throw invalidParam('body', 'The body can\'t be read.')
  }
  return params
}
