import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { contractOperations, expectClerkAnswer, fieldNames, fuzzing, ids, values } from './fuzz.ts'

let clerk: ClerkLocal
let snapshot: ReturnType<ClerkLocal['store']['snapshot']>
beforeAll(async () => {
  clerk = await createClerkLocal()
  snapshot = clerk.store.snapshot()
})
afterAll(() => clerk.close())

describe('nonsense with the secret key', async () => {
  const operations = await contractOperations('backend')

  it('knows the operations and the fields', () => {
    expect(operations.map(o => o.id)).toEqual(expect.arrayContaining(['CreateOrganization', 'CreateUser']))
    expect(fc.sample(fieldNames('backend'), 2000)).toEqual(expect.arrayContaining(['email_address', 'public_metadata', 'limit']))
  })

  it.each(operations)('$id is answered in Clerk\'s form', async ({ id, method, path }) => {
    const parts = path.match(/\{\w+\}/g) ?? []
    const value = fc.oneof({ weight: 2, arbitrary: values(clerk) }, fc.jsonValue({ maxDepth: 3 }), fc.array(values(clerk), { maxLength: 3 }), fc.constantFrom(0, -1, 2 ** 53, true, false, null))
    await fc.assert(fc.asyncProperty(
      fc.array(ids(clerk), { minLength: parts.length, maxLength: parts.length }), fc.dictionary(fieldNames('backend', id), value, { maxKeys: 8 }), fc.boolean(),
      async (given, fields, list) => {
        clerk.store.restore(snapshot)
        const filled = parts.reduce((whole, part, i) => whole.replace(part, given[i] ?? ''), path)
        const url = new URL(`${clerk.backendApiUrl}/v1${filled}`)
        if (method === 'GET') for (const [name, item] of Object.entries(fields)) url.searchParams.append(name, String(item).slice(0, 2000))
        const answer = await fetch(url, {
          method,
          headers: { 'authorization': `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' },
          body: method === 'GET' ? undefined : JSON.stringify(list ? [fields] : fields),
          redirect: 'manual',
        })
        expectClerkAnswer(answer.status, await answer.text(), `${method} ${filled} ${JSON.stringify(fields).slice(0, 500)}`)
      },
    ), fuzzing)
  }, 60_000)
})
