import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(() => clerk.reset())

async function backend(method: string, path: string, body?: string) {
  const headers = { 'authorization': `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' }
  const response = await fetch(`${clerk.backendApiUrl}/v1${path}`, { method, headers, body })
  return { status: response.status, body: await response.json() as Json }
}
const ada = () => clerk.store.userByEmail('ada+clerk_test@example.com')!
const acme = () => clerk.store.organizations.by('slug', 'acme')[0]!
const large = { text: 'x'.repeat(8 * 1024) }
const half = (key: string) => ({ [key]: 'x'.repeat(5000) })

describe('metadata', () => {
  it('over 8 KB is refused by the Backend API before anything is stored', async () => {
    const count = clerk.store.changes.all().length
    const calls: [string, string, object][] = [
      ['POST', '/users', { email_address: ['new@example.com'], password: 'orbit-lantern-42', unsafe_metadata: large }],
      ['PATCH', `/users/${ada().id}`, { first_name: 'No', password: 'another-lantern-7', public_metadata: large }],
      ['PATCH', `/users/${ada().id}/metadata`, { private_metadata: large }],
      ['PUT', `/users/${ada().id}/metadata`, { private_metadata: large }],
      ['POST', '/organizations', { name: 'New', public_metadata: large }],
      ['PATCH', `/organizations/${acme().id}`, { name: 'No', public_metadata: large }],
      ['POST', `/organizations/${acme().id}/invitations`, { email_address: 'new@example.com', role: 'org:member', public_metadata: large }],
      ['PATCH', `/organizations/${acme().id}/memberships/${ada().id}/metadata`, { public_metadata: large }],
    ]
    for (const [method, path, body] of calls) {
      const answer = await backend(method, path, JSON.stringify(body))
      expect([path, answer.status, code(answer), answer.body.errors[0].meta.param_name]).toEqual([path, 422, 'form_param_exceeds_allowed_size', expect.stringMatching(/^\w+_metadata$/)])
    }
    expect(clerk.store.changes.all()).toHaveLength(count)
  })

  it('over 8 KB is refused when merging makes it so', async () => {
    const path = `/organizations/${acme().id}/metadata`
    expect((await backend('PATCH', path, JSON.stringify({ public_metadata: half('a') }))).status).toBe(200)
    const answer = await backend('PATCH', path, JSON.stringify({ public_metadata: half('b') }))
    expect([answer.status, answer.body.errors[0].meta.param_name]).toEqual([422, 'public_metadata'])
    expect(Object.keys(acme().publicMetadata)).toEqual(['a'])
  })

  it('over 8 KB is refused by the Frontend API', async () => {
    const browser = await TestBrowser.open(clerk)
    const signUp = await browser.call('POST', '/v1/client/sign_ups', { email_address: 'new@example.com', unsafe_metadata: JSON.stringify(large) })
    expect([signUp.status, code(signUp), clerk.store.signUps.size]).toEqual([422, 'form_param_exceeds_allowed_size', 0])
    await browser.signIn('ada+clerk_test@example.com')
    expect((await browser.call('PATCH', '/v1/me', { first_name: 'No', unsafe_metadata: JSON.stringify(large) })).status).toBe(422)
    expect(ada().firstName).toBe('Ada')
  })

  it('keeps a key named __proto__ and follows it nowhere', async () => {
    const path = `/users/${ada().id}/metadata`
    for (const [change, whole] of [['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}'], ['{"__proto__":{"b":2}}', '{"__proto__":{"a":1,"b":2}}'], ['{"__proto__":null}', '{}']] as const) {
      expect((await backend('PATCH', path, `{"public_metadata":${change}}`)).status).toBe(200)
      expect(JSON.stringify(ada().publicMetadata)).toBe(whole)
    }
    expect(({} as Json).a).toBeUndefined()
  })
})

describe('calls', () => {
  it('are at most 12 MB', async () => {
    const text = 'x'.repeat(12 * 1024 * 1024)
    const answers = [
      await backend('POST', '/organizations', `{"name":"${text}"}`),
      await (await TestBrowser.open(clerk)).call('POST', '/v1/client/sign_ins', { identifier: text }),
    ]
    for (const answer of answers) {
      expect([answer.status, code(answer)]).toEqual([413, 'request_body_too_large'])
      expect(answer.body.clerk_trace_id).toBeTruthy()
    }
  })

  it('come by a name of this machine', async () => {
    const status = (path: string, host: string) => new Promise<number | undefined>((resolve, reject) => {
      request(clerk.url + path, { headers: { host, authorization: `Bearer ${clerk.secretKey}` } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).once('error', reject).end()
    })
    for (const path of ['/frontend/v1/environment', '/frontend/.well-known/jwks.json', '/backend/v1/users']) {
      for (const host of ['evil.test', 'localhost.evil.test:4010', '10.0.0.1']) expect([path, host, await status(path, host)]).toEqual([path, host, 403])
      for (const host of ['localhost:3000', '127.0.0.1:4010', '[::1]:4010', 'app.localhost']) expect([path, host, await status(path, host)]).toEqual([path, host, 200])
    }
  })

  it('sort by known words only', async () => {
    for (const word of ['__proto__', '-constructor', 'toString', 'nothing']) {
      const answer = await backend('GET', `/users?order_by=${word}`)
      expect([word, answer.status, answer.body.errors[0].meta.param_name]).toEqual([word, 422, 'order_by'])
    }
  })
})
