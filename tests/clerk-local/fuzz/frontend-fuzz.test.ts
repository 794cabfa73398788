import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, TestBrowser } from '../browser.ts'
import { contractOperations, expectClerkAnswer, fieldNames, fuzzing, ids, post, values } from './fuzz.ts'

/** Stands in everything private that another tenant owns. Nobody sends it, so no answer may hold it. */
const secret = 'zebra-crossing'

let clerk: ClerkLocal
let snapshot: ReturnType<ClerkLocal['store']['snapshot']>
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal({ settings: { organizations: { domainsEnabled: true }, apiKeys: { organizationEnabled: true, userEnabled: true } } })
  const eve = await post(clerk, '/users', { email_address: ['eve@elsewhere.example'], password: 'orbit-lantern-42', unsafe_metadata: { secret } })
  await post(clerk, `/users/${eve.id}/metadata`, { private_metadata: { secret } }, 'PATCH')
  const organization = await post(clerk, '/organizations', { name: secret, slug: secret, created_by: eve.id, public_metadata: { secret } })
  await post(clerk, `/organizations/${organization.id}/invitations`, { email_address: `somebody@${secret}.example`, role: 'org:member', inviter_user_id: eve.id })
  await (await TestBrowser.open(clerk)).signIn('eve@elsewhere.example')
  browser = await TestBrowser.open(clerk)
  await browser.signIn('ada+clerk_test@example.com')
  snapshot = clerk.store.snapshot()
}, 30_000)
afterAll(() => clerk.close())

/** A call as any program could make it: form or JSON, fields once or several times. */
async function call(method: string, path: string, fields: [string, string][], { signedIn, json }: { signedIn: boolean, json: boolean }) {
  const url = new URL(`${clerk.frontendApiUrl}/v1${path}`)
  url.searchParams.set('_method', method)
  if (signedIn) {
    url.searchParams.set('__clerk_db_jwt', browser.devBrowser)
    url.searchParams.set('_clerk_session_id', browser.session)
  }
  if (method === 'GET') {
    for (const [name, value] of fields) url.searchParams.append(name, value.slice(0, 2000))
    return fetch(url, { headers: { origin: appOrigin }, redirect: 'manual' })
  }
  const body = json ? JSON.stringify(Object.fromEntries(fields)) : new URLSearchParams(fields)
  const headers = { 'origin': appOrigin, 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' }
  return fetch(url, { method: 'POST', headers, body, redirect: 'manual' })
}

describe('nonsense', async () => {
  const operations = await contractOperations('frontend')

  it('knows the operations and the fields', () => {
    expect(operations.map(o => o.id)).toEqual(expect.arrayContaining(['createOrganization', 'createSignIn', 'getEnvironment']))
    expect(fc.sample(fieldNames('frontend'), 2000)).toEqual(expect.arrayContaining(['email_address', 'active_organization_id', 'unsafe_metadata', 'limit']))
  })

  it.each(operations)('$id is answered in Clerk\'s form and tells nothing of other tenants', async ({ id, method, path }) => {
    const parts = path.match(/\{\w+\}/g) ?? []
    await fc.assert(fc.asyncProperty(
      fc.array(ids(clerk), { minLength: parts.length, maxLength: parts.length }), fc.array(fc.tuple(fieldNames('frontend', id), values(clerk)), { maxLength: 8 }), fc.boolean(), fc.boolean(),
      async (given, fields, signedIn, json) => {
        clerk.store.restore(snapshot)
        const filled = parts.reduce((whole, part, i) => whole.replace(part, given[i] ?? ''), path)
        const answer = await call(method, filled, fields, { signedIn, json })
        const text = await answer.text()
        const told = `${method} ${filled} ${JSON.stringify(fields).slice(0, 500)}`
        expectClerkAnswer(answer.status, text, told)
        expect(text.includes(secret), `${told} tells ${text.slice(0, 1000)}`).toBe(false)
      },
    ), fuzzing)
  }, 60_000)
})
