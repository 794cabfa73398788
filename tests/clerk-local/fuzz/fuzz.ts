import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { ClerkLocal } from '../../../clerk-local/index.ts'
import { implemented } from '../contract/operations.ts'

const root = fileURLToPath(new URL('../../../clerk-local', import.meta.url))

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => join(root, folder, file))
}

/** Every operation of the contract of one API. */
export async function contractOperations(api: 'frontend' | 'backend') {
  return Object.entries(await implemented(api)).map(([id, operation]) => {
    const [method = '', path = ''] = operation.split(' ')
    return { id, method, path }
  })
}

/** The names of fields and query parameters that handlers read; those of the operation's own file come up most. */
export function fieldNames(api: 'frontend' | 'backend', id = ''): fc.Arbitrary<string> {
  const texts = sources(api).map(file => readFileSync(file, 'utf8'))
  const own = texts.filter(text => new RegExp(`^ +${id}[(:,]`, 'm').test(text)).flatMap(namesIn)
  const all = fc.constantFrom(...new Set(texts.flatMap(namesIn)))
  return own.length ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...new Set(own)) }, all) : all
}

/** `params.string('name')`, `queryWord(c, 'name')`, and `name: z.string()`. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\.(?:string|required|list|words|boolean|object)\('(\w+)'|\bquery\w*\(c, '(\w+)'|\.query\('(\w+)'|^ +(\w+): (?:z\b|metadata\b)/gm)]
    .map(match => match.slice(1).find(Boolean) ?? '').concat('limit', 'offset')
}

/** Ids of everything that exists, of any tenant, and things that are no id. */
export function ids(clerk: ClerkLocal): fc.Arbitrary<string> {
  const known = Object.values(clerk.store.snapshot().tables).flat().map(row => row.id)
  const slugs = clerk.store.organizations.all().map(organization => organization.slug)
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known, ...slugs) },
    fc.constantFrom('org_1', '%00', '..%2f..', '%E0%A4%A', '__proto__', 'constructor', 'x'.repeat(5000)),
    fc.string({ unit: 'binary', minLength: 1 }).map(text => encodeURIComponent(text.toWellFormed())),
  )
}

/** What a field may hold: nonsense, things that look right, and things that are right for another field. */
export function values(clerk: ClerkLocal): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('', ' ', '-1', '0', '1e9', 'NaN', 'null', 'true', '[]', '{}', '{', '{"a":{"b":null}}', '{"__proto__":{"a":1}}', '../..', 'a.b.c', 'a@b', 'new@example.com', 'ada+clerk_test@example.com', 'http://[', 'javascript:alert(1)', 'http://localhost:3000/x', 'org:admin', 'pending', 'verified', 'password', 'email_code', 'ticket', '424242', 'example.com', 'month', 'orbit-lantern-42', 'data:image/png;base64,AAAA', '\u0000', '\uD800', '💥'),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constant('x'.repeat(20_000)),
    ids(clerk),
  )
}

/** Makes something through the Backend API. */
export async function post(clerk: ClerkLocal, path: string, body: object, method = 'POST'): Promise<{ id: string }> {
  const response = await fetch(`${clerk.backendApiUrl}/v1${path}`, { method, headers: { 'authorization': `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  return await response.json() as { id: string }
}

/** How often each operation is called; `FUZZ_RUNS` and `FUZZ_SEED` try more and others than CI does. */
export const fuzzing = { numRuns: Number(process.env.FUZZ_RUNS ?? 6), seed: Number(process.env.FUZZ_SEED ?? 20261124), endOnFailure: true }

/** No crash, and refusals in Clerk's form. */
export function expectClerkAnswer(status: number, text: string, call: string): void {
  const told = `${call} → ${status} ${text.slice(0, 500)}`
  expect(status < 500 || status === 501, told).toBe(true)
  if (status < 400) return
  const { errors } = JSON.parse(text) as { errors: Record<string, unknown>[] }
  expect(errors.length, told).toBeGreaterThan(0)
  for (const error of errors) expect(error, told).toMatchObject({ code: expect.stringMatching(/./), message: expect.any(String), long_message: expect.any(String) })
}
