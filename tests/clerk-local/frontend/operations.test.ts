import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let ada: TestBrowser
let acme: string
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  acme = clerk.store.organizations.by('slug', 'acme')[0]?.id ?? ''
  ada = await TestBrowser.open(clerk)
  await ada.signIn('ada+clerk_test@example.com')
})

const get = async (path: string, fields: Record<string, string | string[]> = {}): Promise<Json> => (await ada.call('GET', path, fields)).body

describe('the instance', () => {
  it('tells its health, its pages and where a JWT library finds the keys', async () => {
    expect(await get('/v1/health')).toEqual({ status: 'healthy' })
    expect(await get('/v1/proxy-health')).toMatchObject({ status: 'healthy' })
    expect(await get('/v1/account_portal')).toMatchObject({ object: 'account_portal', enabled: false, after_sign_in_url: `${appOrigin}/` })
    const openId = await get('/.well-known/openid-configuration')
    expect(await (await fetch(openId.jwks_uri)).json()).toEqual(clerk.ctx.keys.jwks)
  })

  it('clears a site', async () => {
    expect((await ada.call('GET', '/v1/clear-site-data')).headers.get('clear-site-data')).toBe('"*"')
  })

  it('has no waitlist', async () => {
    const answer = await ada.call('POST', '/v1/waitlist', { email_address: 'x@example.com' })
    expect([answer.status, code(answer)]).toEqual([403, 'waitlist_not_accepting_entries'])
    expect((await get('/v1/environment')).user_settings.sign_up.mode).toBe('public')
  })

  it('names the operations of Clerk that it lacks, and knows which there are none', async () => {
    const lacking = await ada.call('DELETE', '/v1/me/totp')
    expect([lacking.status, code(lacking), lacking.body.errors[0].long_message]).toEqual([501, 'not_implemented', 'clerk-local doesn\'t implement deleteTOTP (DELETE /me/totp).'])
    const none = await ada.call('POST', '/v1/me/tea')
    expect([none.status, code(none)]).toEqual([404, 'resource_not_found'])
  })
})

describe('the client', () => {
  it('is read with PUT and POST too', async () => {
    const { id } = (await get('/v1/client')).response
    for (const method of ['PUT', 'POST']) expect((await ada.call(method, '/v1/client')).body.response).toMatchObject({ object: 'client', id, last_active_session_id: ada.session })
  })

  it.each(['/v1/client', '/v1/client/sessions'])('signs out everywhere in this browser by DELETE %s', async (path) => {
    const { body } = await ada.call('DELETE', path)
    expect([body.response.sessions, body.response.last_active_session_id]).toEqual([[], null])
    expect(code(await ada.call('GET', '/v1/me'))).toBe('signed_out')
  })

  it('keeps the cookie of old SDKs', async () => {
    expect((await ada.call('POST', '/v1/dev_browser/set_first_party_cookie')).status).toBe(200)
    expect(code(await new TestBrowser(clerk).call('POST', '/v1/dev_browser/set_first_party_cookie'))).toBe('dev_browser_unauthenticated')
  })
})

describe('a person', () => {
  it('lists devices without the tokens of the others', async () => {
    const phone = await TestBrowser.open(clerk)
    await phone.signIn('ada+clerk_test@example.com')
    const sessions: Json[] = await get('/v1/me/sessions')
    expect(sessions.map(s => [s.user.first_name, s.last_active_token])).toEqual([['Ada', null], ['Ada', null]])
    expect((await get('/v1/me/sessions/active')).map((s: Json) => s.latest_activity.object)).toEqual(['session_activity', 'session_activity'])
    const revoked = await ada.call('POST', `/v1/me/sessions/${phone.session}/revoke`)
    expect(revoked.body.response).toMatchObject({ id: phone.session, status: 'revoked', last_active_token: null })
    expect(code(await phone.call('GET', '/v1/me'))).toBe('signed_out')
  })

  it('reads the addresses all together, bare, and one by one', async () => {
    const [address]: Json[] = await get('/v1/me/email_addresses')
    expect((await get(`/v1/me/email_addresses/${address.id}`)).response).toEqual(address)
  })

  it('merges metadata: null removes a key', async () => {
    await ada.call('PATCH', '/v1/me/metadata', { unsafe_metadata: '{"theme":{"dark":true,"size":1}}' })
    const { body } = await ada.call('PATCH', '/v1/me/metadata', { unsafe_metadata: '{"theme":{"size":null},"beta":true}' })
    expect(body.response.unsafe_metadata).toEqual({ theme: { dark: true }, beta: true })
    expect(code(await ada.call('PATCH', '/v1/me/metadata', { unsafe_metadata: '[1]' }))).toMatch(/^form_param/)
  })

  it('may take a user name that nobody has', async () => {
    const bob = await TestBrowser.open(clerk)
    await bob.signIn('bob+clerk_test@example.com')
    expect((await bob.call('PATCH', '/v1/me', { username: 'Babbage' })).status).toBe(200)
    const taken = await ada.call('PATCH', '/v1/me', { username: 'babbage' })
    expect([taken.status, code(taken), taken.body.errors[0].meta.param_name]).toEqual([422, 'form_identifier_exists', 'username'])
    // As the environment says (`allow_numeric_usernames`).
    expect(code(await ada.call('PATCH', '/v1/me', { username: '12345' }))).toBe('form_username_needs_non_number_char')
  })

  it('gives a picture as text, as clerk-js does', async () => {
    const url = `${clerk.frontendApiUrl}/v1/me/profile_image?__clerk_db_jwt=${ada.devBrowser}`
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: `data:image/png;base64,${btoa('pretend')}` })
    expect([answer.status, (await get('/v1/me')).response.has_image]).toEqual([200, true])
  })

  it('starts a new organization with empty fields', async () => {
    expect((await get('/v1/me/organization_creation_defaults')).response).toMatchObject({ advisory: null, form: { name: '', slug: '' } })
  })
})

describe('lists', () => {
  it('of memberships are pages only when asked', async () => {
    for (const path of ['/v1/me/organization_memberships', `/v1/organizations/${acme}/memberships`]) {
      const all: Json[] = (await get(path)).response
      const page = (await get(path, { paginated: 'true', limit: '1' })).response
      expect([page.data, page.total_count]).toEqual([all.slice(0, 1), all.length])
    }
  })

  it('of invitations go by status, and pending ones have a list of their own', async () => {
    const invitations = `/v1/organizations/${acme}/invitations`
    const [first, second] = (await ada.call('POST', `${invitations}/bulk`, { email_address: ['one@example.com', 'two@example.com'], role: 'org:member' })).body.response
    await ada.call('POST', `${invitations}/${second.id}/revoke`)
    const pending: Json[] = (await get(`${invitations}/pending`)).response
    expect(pending.map(i => i.id)).toContain(first.id)
    expect(pending.map(i => i.id)).not.toContain(second.id)
    expect((await get(invitations, { status: ['revoked', 'accepted'] })).response.data.map((i: Json) => i.status)).toEqual(['revoked'])
  })

  it.each(['/v1/me/organization_invitations', '/v1/me/organization_suggestions', '/v1/organizations/ACME/invitations'])('refuse a status that there is not, and pages out of bounds: %s', async (template) => {
    const path = template.replace('ACME', acme)
    const status = await ada.call('GET', path, { status: ['pending', 'lost'] })
    expect([status.status, code(status)]).toEqual([400, 'invalid_query_parameter_value'])
    for (const fields of [{ limit: '0' }, { limit: '501' }, { limit: 'many' }, { offset: '-1' }, { offset: '1.5' }] as Record<string, string>[]) {
      expect((await ada.call('GET', path, fields)).status, JSON.stringify(fields)).toBe(422)
    }
  })
})
