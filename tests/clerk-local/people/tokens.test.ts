import { createHmac, generateKeyPairSync, verify } from 'node:crypto'
import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { removeMember } from '../../../clerk-local/domain/organizations/memberships.ts'
import { assignPermission } from '../../../clerk-local/domain/roles/roles.ts'
import { createPermission } from '../../../clerk-local/domain/roles/permissions.ts'
import { updateUser } from '../../../clerk-local/domain/people/users/users.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, claims, code, TestBrowser } from '../browser.ts'
import { keep, loadPage } from '../pages/page-load.ts'

let clerk: ClerkLocal
let sdk: ReturnType<typeof createClerkClient>
let browser: TestBrowser
beforeAll(async () => {
  clerk = await createClerkLocal()
  sdk = createClerkClient({ telemetry: { disabled: true }, secretKey: clerk.secretKey, publishableKey: clerk.publishableKey, jwtKey: clerk.jwtKey, apiUrl: clerk.backendApiUrl })
})
afterAll(() => clerk.close())
beforeEach(async () => {
  clerk.reset()
  browser = await TestBrowser.open(clerk)
  await browser.signIn('ada+clerk_test@example.com')
})

const ada = () => clerk.store.userByEmail('ada+clerk_test@example.com')!
const acme = () => clerk.store.organizations.by('slug', 'acme')[0]!
const activate = () => browser.call('POST', `/v1/client/sessions/${browser.session}/touch`, { active_organization_id: acme().id })
const template = (name: string) => browser.call('POST', `/v1/client/sessions/${browser.session}/tokens/${name}`)

describe('JWT templates', () => {
  it('are made, changed, listed and removed with the SDK', async () => {
    const made = await sdk.jwtTemplates.create({ name: 'hasura', claims: { a: 1 }, lifetime: 120 })
    expect(made).toMatchObject({ name: 'hasura', claims: { a: 1 }, lifetime: 120, allowedClockSkew: 5, customSigningKey: false, signingAlgorithm: 'RS256' })
    expect(await sdk.jwtTemplates.get(made.id)).toEqual(made)
    expect(await sdk.jwtTemplates.list()).toMatchObject({ totalCount: 1, data: [{ id: made.id }] })
    expect(await sdk.jwtTemplates.update({ templateId: made.id, name: 'supabase', claims: { b: 2 } })).toMatchObject({ name: 'supabase', claims: { b: 2 }, lifetime: 120 })
    expect(await sdk.jwtTemplates.delete(made.id)).toMatchObject({ deleted: true, id: made.id })
    await expect(sdk.jwtTemplates.get(made.id)).rejects.toMatchObject({ status: 404 })
  })

  it('refuse a taken name, a reserved claim and a key that doesn\'t fit', async () => {
    await sdk.jwtTemplates.create({ name: 'hasura', claims: {} })
    const refused = (input: object) => expect(sdk.jwtTemplates.create({ name: 'x', claims: {}, ...input })).rejects
    await refused({ name: 'hasura' }).toMatchObject({ status: 422, errors: [{ meta: { paramName: 'name' } }] })
    await refused({ claims: { sub: 'me' } }).toMatchObject({ errors: [{ code: 'jwt_template_reserved_claim' }] })
    await refused({ customSigningKey: true, signingAlgorithm: 'RS256', signingKey: 'no pem' }).toMatchObject({ errors: [{ meta: { paramName: 'signing_key' } }] })
    await refused({ customSigningKey: true, signingAlgorithm: 'none', signingKey: 'x' }).toMatchObject({ errors: [{ meta: { paramName: 'signing_key' } }] })
    expect((await template('unknown')).status).toBe(404)
  })

  it('fill shortcodes for both APIs, with their own life time', async () => {
    updateUser(clerk.ctx, ada().id, { publicMetadata: { plan: { tier: 3 } } })
    await activate()
    await sdk.jwtTemplates.create({
      name: 'all',
      lifetime: 300,
      claims: {
        'email': '{{user.primary_email_address}}',
        'org': { id: '{{org.id}}', role: '{{org.role}}', list: ['{{org.slug}}'] },
        'tier': '{{user.public_metadata.plan.tier}}',
        'greeting': 'Hello {{user.first_name}} of {{org.name}}',
        'fallback': '{{user.username || \'nobody\'}}',
        'missing': '{{user.public_metadata.none}}',
        'https://hasura.io/jwt/claims': { 'x-hasura-user-id': '{{user.id}}' },
      },
    })
    const expected = {
      'email': 'ada+clerk_test@example.com', 'org': { id: acme().id, role: 'org:admin', list: ['acme'] }, 'tier': 3, 'greeting': 'Hello Ada of Acme', 'fallback': 'nobody', 'missing': null,
      'https://hasura.io/jwt/claims': { 'x-hasura-user-id': ada().id }, 'sub': ada().id,
    }
    const frontend = claims((await template('all')).body.jwt)
    expect(frontend).toMatchObject({ ...expected, azp: appOrigin })
    expect(frontend.exp - frontend.iat).toBe(300)
    const backend = claims((await sdk.sessions.getToken(browser.session, 'all', 900)).jwt)
    expect(backend).toMatchObject(expected)
    expect(backend.exp - backend.iat).toBe(900)
  })

  it('sign with a key of their own', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
    await sdk.jwtTemplates.create({ name: 'shared', claims: {}, customSigningKey: true, signingAlgorithm: 'HS256', signingKey: 'a-secret' })
    await sdk.jwtTemplates.create({ name: 'curve', claims: {}, customSigningKey: true, signingAlgorithm: 'ES256', signingKey: privateKey })
    const [head, body, signature] = (await template('shared')).body.jwt.split('.')
    expect(createHmac('sha256', 'a-secret').update(`${head}.${body}`).digest('base64url')).toBe(signature)
    const curve = (await template('curve')).body.jwt.split('.')
    expect(verify('sha256', Buffer.from(`${curve[0]}.${curve[1]}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(curve[2], 'base64url'))).toBe(true)
  })
})

describe('session tokens of the Backend API', () => {
  it('live as long as asked for', async () => {
    const { exp, iat } = claims((await sdk.sessions.getToken(browser.session, undefined, 600)).jwt)
    expect(exp - iat).toBe(600)
  })

  it('verify a session and its client until they expire', async () => {
    const { jwt } = await sdk.sessions.getToken(browser.session)
    const post = (path: string, body: object) => fetch(`${clerk.backendApiUrl}/v1${path}`, { method: 'POST', headers: { 'authorization': `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    expect((await post(`/sessions/${browser.session}/verify`, { token: jwt })).status).toBe(200)
    expect(await sdk.clients.verifyClient(jwt)).toMatchObject({ lastActiveSessionId: browser.session })
    clerk.store.clockOffset = 61_000
    expect((await post(`/sessions/${browser.session}/verify`, { token: jwt })).status).toBe(401)
    await expect(sdk.clients.verifyClient(jwt)).rejects.toMatchObject({ status: 400 })
  })

  it('tell each of many permissions, as the SDK reads them', async () => {
    await activate()
    const role = clerk.store.roles.by('key', 'org:admin')[0]!
    for (let i = 0; i < 60; i++) assignPermission(clerk.ctx, role, createPermission(clerk.ctx, { key: `org:projects:a${i}`, name: `A ${i}` }))
    const { jwt } = await sdk.sessions.getToken(browser.session)
    const auth = (await sdk.authenticateRequest(new Request(appOrigin, { headers: { authorization: `Bearer ${jwt}` } }))).toAuth()!
    for (const i of [0, 31, 32, 59]) expect([i, auth.has({ permission: `org:projects:a${i}` as 'org:projects:create' })]).toEqual([i, true])
  })

  it('name no organization the user was removed from', async () => {
    await activate()
    expect(claims((await browser.call('POST', `/v1/client/sessions/${browser.session}/tokens`)).body.jwt).o.slg).toBe('acme')
    removeMember(clerk.ctx, acme().id, ada().id, { force: true })
    const after = await browser.call('POST', `/v1/client/sessions/${browser.session}/tokens`)
    expect(claims(after.body.jwt)).toMatchObject({ sts: 'pending', sub: ada().id })
    expect(claims(after.body.jwt)).not.toHaveProperty('o')
    const named = await browser.call('POST', `/v1/client/sessions/${browser.session}/tokens`, { organization_id: acme().id })
    expect([named.status, code(named)]).toEqual([404, 'organization_not_found_or_unauthorized'])
  })
})

describe('a plain fetch with an expired token', () => {
  /** The cookies a page load leaves in the browser. */
  async function pageCookies(visitor: TestBrowser): Promise<Map<string, string>> {
    const answer = await fetch(`${clerk.frontendApiUrl}/v1/client/handshake?redirect_url=${encodeURIComponent(appOrigin)}&__clerk_db_jwt=${visitor.devBrowser}`, { redirect: 'manual' })
    const jar = new Map<string, string>()
    keep(claims(new URL(answer.headers.get('location') ?? '').searchParams.get('__clerk_handshake') ?? '').handshake, jar)
    return jar
  }

  it('is refreshed by the cookie of the handshake, without a redirect', async () => {
    // The SDK reads the machine's clock, so the page was loaded two minutes ago.
    clerk.store.clockOffset = -120_000
    const visitor = await TestBrowser.open(clerk)
    await visitor.signIn('bob+clerk_test@example.com')
    const jar = await pageCookies(visitor)
    clerk.store.clockOffset = 0
    const load = () => sdk.authenticateRequest(new Request(`${appOrigin}/api/x`, { headers: { accept: 'application/json', cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') } }), { proxyUrl: '/__clerk', authorizedParties: [appOrigin] })
    const state = await load()
    expect(state.toAuth({ treatPendingAsSignedOut: false })).toMatchObject({ sessionId: visitor.session })
    expect(state.headers.getSetCookie().map(cookie => cookie.split('=')[0])).toEqual(['__session', `__session_${clerk.ctx.keys.cookieSuffix}`, `__refresh_${clerk.ctx.keys.cookieSuffix}`])
    jar.delete(`__refresh_${clerk.ctx.keys.cookieSuffix}`)
    expect((await load()).status).toBe('signed-out')
  })

  it('is refused a made-up cookie; the real one comes with every answer about the browser, and goes with the sign-out', async () => {
    const refreshCookie = (headers: Headers) => headers.getSetCookie().find(cookie => cookie.startsWith('__refresh_'))
    const { body, headers } = await browser.call('POST', `/v1/client/sessions/${browser.session}/tokens`)
    expect(refreshCookie(headers)).toMatch(/^__refresh_\S+=sess_\w+\.[\w-]+; .*HttpOnly/)
    const request = { expired_token: body.jwt, refresh_token: 'made up', request_origin: appOrigin, request_headers: {}, suffixed_cookies: true } as const
    await expect(sdk.sessions.refreshSession(browser.session, request)).rejects.toMatchObject({ status: 401, errors: [{ code: 'session_refresh_token_invalid' }] })
    const cookie = refreshCookie(headers)?.split(';')[0] ?? ''
    const gone = await fetch(`${clerk.frontendApiUrl}/v1/client/sessions?_method=DELETE&__clerk_db_jwt=${browser.devBrowser}`, { method: 'POST', headers: { cookie } })
    expect(refreshCookie(gone.headers)).toMatch(/^__refresh_\w+=; Max-Age=0/)
  })
})

describe('a handshake by nonce', () => {
  it('gives the app\'s server the cookies once, within a minute', async () => {
    clerk.ctx.settings.session.handshake = 'nonce'
    const jar = new Map([['__clerk_db_jwt', browser.devBrowser], ['__client_uat', '1']])
    expect(await loadPage(clerk, '/about?x=1', jar)).toMatchObject({ path: '/about?x=1' })
    expect(claims(jar.get('__session') ?? '').sid).toBe(browser.session)
    const answer = await fetch(`${clerk.frontendApiUrl}/v1/client/handshake?format=nonce&redirect_url=${encodeURIComponent(appOrigin)}&__clerk_db_jwt=${browser.devBrowser}`, { redirect: 'manual' })
    const nonce = new URL(answer.headers.get('location') ?? '').searchParams.get('__clerk_handshake_nonce') ?? ''
    expect((await sdk.clients.getHandshakePayload({ nonce })).directives.join()).toContain('__session=')
    await expect(sdk.clients.getHandshakePayload({ nonce })).rejects.toMatchObject({ status: 404 })
  })
})

describe('a session', () => {
  const day = 24 * 3600_000
  const statuses = async () => (await sdk.sessions.getSessionList({ userId: ada().id })).data.map(session => session.status)
  const tokens = async () => (await browser.call('POST', `/v1/client/sessions/${browser.session}/tokens`)).status

  it('expires a week after the sign-in, however much it is used', async () => {
    clerk.store.clockOffset = 6 * day
    expect((await activate()).status).toBe(200)
    expect(await statuses()).toEqual(['active'])
    clerk.store.clockOffset = 7 * day
    expect(await statuses()).toEqual(['expired'])
    expect(await tokens()).toBe(401)
    expect((await browser.call('GET', '/v1/client')).body.response.sessions).toEqual([])
    // Signing out after that ends nothing any more.
    await browser.call('DELETE', '/v1/client/sessions')
    expect(await statuses()).toEqual(['expired'])
    expect(clerk.store.changes.all().filter(change => /^session\.(removed|ended|revoked)$/.test(change.type))).toEqual([])
  })

  it('is abandoned when nothing uses it for as long as the settings allow', async () => {
    Object.assign(clerk.ctx.settings.session, { lifetimeSeconds: 30 * day / 1000, inactivitySeconds: 3600 })
    const visitor = await TestBrowser.open(clerk)
    const { id } = await visitor.signIn('bob+clerk_test@example.com')
    clerk.store.clockOffset = 50 * 60_000
    await visitor.call('POST', `/v1/client/sessions/${id}/touch`)
    clerk.store.clockOffset = 100 * 60_000
    expect(await sdk.sessions.getSession(id)).toMatchObject({ status: 'active' })
    clerk.store.clockOffset = 110 * 60_000
    expect(await sdk.sessions.getSession(id)).toMatchObject({ status: 'abandoned' })
    expect((await visitor.call('GET', '/v1/me')).status).toBe(401)
  })

  it('of a deleted person is gone', async () => {
    await sdk.users.deleteUser(ada().id)
    expect(await tokens()).toBe(401)
    expect((await browser.call('GET', '/v1/client')).body.response.sessions).toEqual([])
  })
})
