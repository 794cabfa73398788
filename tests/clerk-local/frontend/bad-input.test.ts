import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())

const paths = [
  '/v1/client', '/v1/environment', '/v1/client/handshake', '/v1/client/sign_ins', '/v1/client/sign_ins/ID/attempt_first_factor', '/v1/client/sign_ups',
  '/v1/client/sign_ups/ID/attempt_verification', '/v1/client/sessions/ID/touch', '/v1/client/sessions/ID/tokens', '/v1/client/sessions/ID/tokens/x', '/v1/me',
  '/v1/me/sessions', '/v1/me/change_password', '/v1/me/profile_image', '/v1/me/email_addresses', '/v1/me/organization_memberships', '/v1/me/organization_invitations/ID/accept',
  '/v1/organizations', '/v1/organizations/ID', '/v1/organizations/ID/logo', '/v1/organizations/ID/memberships', '/v1/organizations/ID/memberships/ID',
  '/v1/organizations/ID/invitations', '/v1/organizations/ID/invitations/bulk', '/v1/organizations/ID/roles', '/v1/organizations/ID/billing/subscription',
  '/v1/billing/plans', '/v1/tickets/accept', '/v1/waitlist', '/v1/none',
]
const names = ['identifier', 'password', 'strategy', 'code', 'ticket', 'email_address', 'role', 'name', 'slug', 'limit', 'offset', 'query', 'organization_id', 'active_organization_id', 'redirect_url', 'unsafe_metadata', 'first_name', 'file', '_clerk_session_id', 'payer_type']

describe('bad input', () => {
  it('never crashes the server and is answered in Clerk\'s form', async () => {
    const browser = await TestBrowser.open(clerk)
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', '-1', '1e9', 'null', '[]', '{', '../..', 'a.b.c', 'ada+clerk_test@example.com', 'http://[', 'org:admin'))
    const ids = fc.oneof(fc.constantFrom('%00', '..%2f', '%E0%A4%A', 'org_1'), fc.string({ minLength: 1 }).map(s => encodeURIComponent(s.toWellFormed())))
    await fc.assert(fc.asyncProperty(
      fc.constantFrom(...paths), fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE'), ids, fc.dictionary(fc.constantFrom(...names), text), fc.boolean(),
      async (path, method, id, fields, signedIn) => {
        // A deleted person or a signed-out browser would end the interesting part.
        if (method === 'DELETE' && ['/v1/me', '/v1/client'].includes(path)) return
        if (signedIn && !browser.session) await browser.signIn('ada+clerk_test@example.com')
        if (!signedIn) browser.session = ''
        const answer = await browser.call(method, path.replaceAll('ID', id), fields)
        expect(answer.status === 501 || answer.status < 500, `${method} ${path} ${JSON.stringify(fields)} → ${answer.status} ${JSON.stringify(answer.body)}`).toBe(true)
        if (answer.status >= 400) expect(answer.body.errors[0]).toMatchObject({ code: expect.any(String), message: expect.any(String), long_message: expect.any(String) })
      },
    ), { numRuns: 300 })
  }, 60_000)

  it('takes null in JSON for an empty field', async () => {
    const browser = await TestBrowser.open(clerk)
    await browser.signIn('ada+clerk_test@example.com')
    const url = `${clerk.frontendApiUrl}/v1/me?_method=PATCH&__clerk_db_jwt=${browser.devBrowser}`
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ first_name: null, last_name: 'King' }) })
    expect(await answer.json()).toMatchObject({ response: { first_name: '', last_name: 'King' } })
  })

  it('takes bodies it can\'t read', async () => {
    const browser = await TestBrowser.open(clerk)
    for (const [type, body] of [['application/json', '{"a":'], ['multipart/form-data; boundary=x', 'rubbish'], ['text/plain', '\0\0'], ['application/json', 'null']] as const) {
      const response = await fetch(`${clerk.frontendApiUrl}/v1/client/sign_ins?__clerk_db_jwt=${browser.devBrowser}`, { method: 'POST', headers: { 'content-type': type }, body })
      expect(response.status).toBeLessThan(500)
    }
  })
})
