import { importSPKI, jwtVerify, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, claims, code, type Json, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  browser = await TestBrowser.open(clerk)
})

const ada = 'ada+clerk_test@example.com'
const dan = 'dan+clerk_test@example.com'

describe('loading', () => {
  it('gives environment and an empty client, never cached', async () => {
    const environment = await browser.call('PATCH', '/v1/environment')
    expect(environment.body.organization_settings).toMatchObject({ enabled: true, force_organization_selection: true, slug: { disabled: false }, max_allowed_memberships: 5 })
    expect(environment.body.display_config).toMatchObject({ sign_in_url: `${appOrigin}/sign-in`, instance_environment_type: 'development' })
    expect(environment.headers.get('cache-control')).toBe('no-store')
    const { body } = await browser.call('GET', '/v1/client')
    expect(body).toMatchObject({ response: { object: 'client', sessions: [], sign_in: null, sign_up: null }, client: null })
  })

  it('asks unknown browsers for a new dev browser', async () => {
    browser.devBrowser = 'dvb_gone'
    const answer = await browser.call('GET', '/v1/client')
    expect([answer.status, code(answer)]).toEqual([401, 'dev_browser_unauthenticated'])
  })

  it('serves clerk-js and Clerk UI of any version, and nothing else', async () => {
    for (const path of ['clerk-js@6/dist/clerk.browser.js', 'clerk-js@6.40.0/dist/clerk.browser.js', 'ui@1/dist/ui.browser.js']) {
      const response = await fetch(`${clerk.frontendApiUrl}/npm/@clerk/${path}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe(path.includes('6.40.0') ? 'public, max-age=31536000, immutable' : 'no-cache')
    }
    for (const path of ['backend@1/dist/index.js', 'ui@1/dist/none.js', 'ui@1/dist/..%2f..%2f..%2f..%2fpackage.json']) {
      expect((await fetch(`${clerk.frontendApiUrl}/npm/@clerk/${path}`)).status).toBe(404)
    }
  })

  it('names operations it lacks', async () => {
    const answer = await browser.call('POST', '/v1/me/passkeys')
    expect([answer.status, answer.body.errors[0].long_message]).toEqual([501, 'clerk-local doesn\'t implement postPasskey (POST /me/passkeys).'])
  })
})

describe('signing in', () => {
  it('takes a password and starts in the organization last joined', async () => {
    const session = await browser.signIn(ada)
    expect(session).toMatchObject({ status: 'active', tasks: [], user: { first_name: 'Ada' } })
    expect(session.user.organization_memberships).toHaveLength(2)
    const acme = clerk.store.organizations.by('slug', 'acme')[0]
    expect(session.last_active_organization_id).toBe(acme?.id)
    expect(session.user.organization_memberships.find((m: Json) => m.organization.slug === 'acme').permissions).toContain('org:sys_memberships:manage')
  })

  it('takes the code of a test address without a mail', async () => {
    const { body: { response } } = await browser.call('POST', '/v1/client/sign_ins', { identifier: ada })
    expect(response.supported_first_factors.map((f: Json) => f.strategy)).toEqual(['password', 'email_code', 'reset_password_email_code'])
    await browser.call('POST', `/v1/client/sign_ins/${response.id}/prepare_first_factor`, { strategy: 'email_code' })
    expect(clerk.store.mails.size).toBe(0)
    const wrong = await browser.call('POST', `/v1/client/sign_ins/${response.id}/attempt_first_factor`, { strategy: 'email_code', code: '000000' })
    expect([wrong.status, code(wrong), wrong.body.errors[0].meta]).toEqual([422, 'form_code_incorrect', { param_name: 'code' }])
    const right = await browser.call('POST', `/v1/client/sign_ins/${response.id}/attempt_first_factor`, { strategy: 'email_code', code: '424242' })
    expect(right.body.response.status).toBe('complete')
    expect(right.body.client.last_authentication_strategy).toBe('email_code')
  })

  it('refuses what Clerk refuses, in its words', async () => {
    const unknown = await browser.call('POST', '/v1/client/sign_ins', { identifier: 'nobody@example.com' })
    expect([unknown.status, code(unknown)]).toEqual([422, 'form_identifier_not_found'])
    const wrong = await browser.call('POST', '/v1/client/sign_ins', { identifier: ada, password: 'wrong' })
    expect([wrong.status, code(wrong)]).toEqual([422, 'form_password_incorrect'])
    await browser.signIn(ada)
    const twice = await browser.call('POST', '/v1/client/sign_ins', { identifier: ada })
    expect([twice.status, code(twice), twice.body.errors[0].meta.session_id]).toEqual([400, 'identifier_already_signed_in', browser.session])
  })

  it('resets a password by code', async () => {
    const { body: { response } } = await browser.call('POST', '/v1/client/sign_ins', { identifier: ada })
    const step = (action: string, fields: Record<string, string>) => browser.call('POST', `/v1/client/sign_ins/${response.id}/${action}`, fields)
    await step('prepare_first_factor', { strategy: 'reset_password_email_code' })
    expect((await step('attempt_first_factor', { strategy: 'reset_password_email_code', code: '424242' })).body.response.status).toBe('needs_new_password')
    expect((await step('reset_password', { password: 'another-lantern-7' })).body.response.status).toBe('complete')
    const other = await TestBrowser.open(clerk)
    expect(await other.signIn(ada, 'another-lantern-7')).toBeDefined()
  })

  it('is pending on choosing an organization without one', async () => {
    const session = await browser.signIn(dan)
    expect(session).toMatchObject({ status: 'pending', tasks: [{ key: 'choose-organization' }], last_active_organization_id: null })
    const token = claims(session.last_active_token.jwt)
    expect(token).toMatchObject({ sts: 'pending' })
    expect(token).not.toHaveProperty('o')
    expect(clerk.store.changes.all().slice(-2).map(c => c.type)).toEqual(['session.created', 'session.pending'])
    const { body } = await browser.call('POST', '/v1/organizations', { name: 'Dan Works', slug: 'dan-works' })
    const touched = await browser.call('POST', `/v1/client/sessions/${browser.session}/touch`, { active_organization_id: body.response.id, intent: 'select_org' })
    expect(touched.body.response).toMatchObject({ status: 'active', tasks: [], last_active_organization_id: body.response.id })
  })

  it('keeps several people in one browser and signs out one or all', async () => {
    await browser.signIn(ada)
    const first = browser.session
    await browser.signIn(dan)
    expect((await browser.call('GET', '/v1/client')).body.response.sessions).toHaveLength(2)
    const { body } = await browser.call('POST', `/v1/client/sessions/${first}/remove`)
    expect(body.client.sessions.map((s: Json) => s.id)).toEqual([browser.session])
    const out = await browser.call('DELETE', '/v1/client/sessions')
    expect(out.body.response.sessions).toEqual([])
    const after = await browser.call('GET', '/v1/me')
    expect([after.status, code(after)]).toEqual([401, 'signed_out'])
  })
})

describe('session tokens', () => {
  it('carry the claims of version 2, without system permissions', async () => {
    const session = await browser.signIn(ada)
    const { body } = await browser.call('POST', `/v1/client/sessions/${session.id}/tokens`)
    const { payload } = await jwtVerify(body.jwt, await importSPKI(clerk.jwtKey, 'RS256'), { issuer: 'https://clerk-local.test' })
    expect(decodeProtectedHeader(body.jwt)).toMatchObject({ alg: 'RS256', typ: 'JWT', cat: 'cl_B7d4PD111AAA', oiat: payload.iat })
    expect(payload).toMatchObject({
      azp: appOrigin, v: 2, sts: 'active', sub: session.user.id, sid: session.id, fva: [0, -1], fea: 'o:projects,o:api_keys', pla: 'o:team',
      o: { id: session.last_active_organization_id, slg: 'acme', rol: 'admin', per: 'create,manage', fpm: '3,0' },
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60)
  })

  it('can name another organization, not a foreign one', async () => {
    await browser.signIn(ada)
    const beta = clerk.store.organizations.by('slug', 'beta')[0]
    const { body } = await browser.call('POST', `/v1/client/sessions/${browser.session}/tokens`, { organization_id: beta?.id ?? '' })
    expect(claims(body.jwt)).toMatchObject({ o: { slg: 'beta', rol: 'member', per: 'create', fpm: '1' }, pla: 'o:free_org' })
    const foreign = await TestBrowser.open(clerk)
    await foreign.signIn('bob+clerk_test@example.com')
    const refused = await foreign.call('POST', `/v1/client/sessions/${foreign.session}/tokens`, { organization_id: beta?.id ?? '' })
    expect([refused.status, code(refused)]).toEqual([404, 'organization_not_found_or_unauthorized'])
    expect((await foreign.call('POST', `/v1/client/sessions/${browser.session}/tokens`)).status).toBe(404)
  })

  it('are refused once the session is over', async () => {
    await browser.signIn(ada)
    clerk.store.clockOffset = 8 * 24 * 3600_000
    const answer = await browser.call('POST', `/v1/client/sessions/${browser.session}/tokens`)
    expect([answer.status, code(answer)]).toEqual([401, 'signed_out'])
  })
})
