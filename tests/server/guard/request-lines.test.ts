import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'

interface Answer { status: number, text: string, location: string | undefined }

/** Sends the bytes as they are, which no HTTP client would, and reads the answer to its end. */
function send(app: TestApp, line: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(app.url)
  const lines = [line, ...Object.entries({ host: `${hostname}:${port}`, connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}`)]
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname)
    socket.setEncoding('latin1')
      .on('data', (chunk: string) => {
        text += chunk
        // What Clerk's API answers through the app keeps its connection open.
        if (text.endsWith('\r\n0\r\n\r\n')) socket.destroy()
      })
      .on('close', () => resolve({ status: Number(text.slice(9, 12)), text, location: /^location: (.*)$/im.exec(text)?.[1]?.trim() }))
      .on('error', reject)
      .write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  })
}

const asDocument = { 'accept': 'text/html', 'sec-fetch-dest': 'document' }
const asFetch = { accept: 'application/json' }

/** No server error, nowhere but here, and nothing of the client's in it. */
function expectHarmless(app: TestApp, { status, text, location }: Answer, what: string) {
  expect(status, what).toBeGreaterThanOrEqual(200)
  expect(status, what).toBeLessThan(500)
  expect(text, what).not.toContain('evil.test')
  if (location) expect(new URL(location, app.url).origin, what).toBe(app.url)
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const header = { alg: 'RS256', typ: 'JWT', kid: 'ins_1' }
const now = Math.floor(Date.now() / 1000)

/** What a session cookie or a Bearer token may hold besides a session token. */
const junkTokens = [
  '', '.', '..', '...', 'null', 'undefined', '{}', '%', '%00', 'a', 'a.b', 'a.b.c', '\xff\xfe', '"', '<script>evil.test</script>', 'x'.repeat(9000),
  'ak_junk', 'mt_junk', 'oat_junk',
  ...[null, [], 1, 'x', {}, { iss: 1 }, { iss: null, sub: {} }, { exp: 'never', iat: 'always' }, { exp: 1e300, iat: -1e300, sub: 'user_1' }, { sub: 'mch_1', exp: now + 60, iat: now },
    { azp: 'https://evil.test', sub: 'user_1', exp: now + 60, iat: now, nbf: now, sid: 'sess_1' }, { sub: 'user_1', exp: now - 100, iat: now - 160, nbf: now - 160, sid: '../../evil.test' }]
    .map(payload => `${encode(header)}.${encode(payload)}.AAAA`),
  ...[null, [], 1, {}, { alg: 'none' }, { alg: 'HS256', typ: 'evil.test' }, { ...header, cat: 'evil.test' }, { ...header, kid: { a: 1 } }, { ...header, typ: 'at+jwt' }]
    .map(head => `${encode(head)}.${encode({ sub: 'user_1', sid: 'sess_1', exp: now + 60, iat: now, nbf: now })}.AAAA`),
]

const oddPaths = [
  '//', '///', '/\\', '/\\evil.test/', '//[', '//evil.test/', '//evil.test/..', '/..//evil.test/', '/x/..//evil.test/', '/.//evil.test', '/%2f/evil.test', '/%5cevil.test', '/;@evil.test/',
  'http://evil.test/', 'http://evil.test/orgs/acme', 'https://evil.test:443/api/me', 'http:evil.test', '*', '@evil.test', 'evil.test:80', 'javascript:evil.test', '?evil.test', '#evil.test',
  '/%61pi/orgs/acme', '/API/orgs/acme', '/api/ORGS/acme', '/api//orgs/acme', '/api/./orgs/acme', '/api/x/../orgs/acme', '/api/..%2forgs/acme', '/api/orgs/..%2f..%2fhealth', '/api/orgs%2facme', '/api/orgs/acme;x', '/api/orgs;x/acme',
  '/api/orgs/%00', '/api/orgs/acme%00', '/%00', '/api/orgs/%', '/api/orgs/%E0%A4%A', '/api/orgs/%ff', '/api/orgs/%0d%0aset-cookie:evil.test', '/api/orgs/acme%2500',
  '/_nuxt/../api/orgs/acme', '/_nuxt/..%2fapi/orgs/acme', '/_nuxt/%2e%2e/api/orgs/acme', '/__clerk/../api/orgs/acme', '/__clerk/..%2f..%2fapi/orgs/acme', '/__nuxt_error', '/__nuxt_error/../api/orgs/acme', '/__clerk/', '/_nuxt/', '/_nuxt/x.js',
  '/orgs/%E0%A4%A', '/orgs/%00', '/orgs/a%2fb', '/orgs/org_%00', '/orgs/..', `/orgs/${'a'.repeat(8000)}`,
  '/?__clerk_redirect_url=https://evil.test/', '/?%5f_clerk_redirect_url=https://evil.test/', '/?__clerk_redirect_url=junk', '/orgs?__clerk_synced=false&__clerk_redirect_url=//evil.test',
  ...['junk', '', '%00', ...[0, 1, 5, 7].map(at => junkTokens.at(-1 - at)!)].flatMap(value => ['__clerk_handshake', '__clerk_handshake_nonce', '__clerk_db_jwt'].map(name => `/?${name}=${value}`)),
]

describe.each([['development', false], ['live', true]] as const)('with a %s instance', (_name, live) => {
  let app: TestApp
  beforeAll(async () => { app = await startApp({ clerk: { settings: { live } } }) })
  afterAll(() => app.close())

  it.each(oddPaths)('answers the path %j harmlessly', async (path) => {
    const answers = await Promise.all([
      send(app, `GET ${path} HTTP/1.1`, asDocument),
      ...['GET', 'POST'].map(method => send(app, `${method} ${path} HTTP/1.1`, { ...asFetch, 'content-length': '0' })),
    ])
    // A page may name the address it was asked for.
    expectHarmless(app, { ...answers[0]!, text: '' }, 'as a document')
    for (const answer of answers.slice(1)) expectHarmless(app, answer, answer.text)
  })

  it.each(junkTokens)('takes the session token %j for nobody\'s', async (token) => {
    const suffix = app.clerk.ctx.keys.cookieSuffix
    const cookies = [
      `__session=${token}`, `__session=${token}; __client_uat=${now - 10}`, `__session_${suffix}=${token}; __client_uat_${suffix}=${now - 10}; __session=${token}; __client_uat=1`,
      `__session=${token}; __client_uat=1; __refresh_${suffix}=${token}; __clerk_db_jwt=${token}`, `__clerk_db_jwt=${token}`, `__clerk_handshake=${token}`, `__clerk_handshake_nonce=${token}`, `__client_uat=${token}`, token,
    ]
    const attempts: Record<string, string>[] = [...cookies.map(cookie => ({ cookie })), { authorization: token }, { authorization: `Bearer ${token}` }, { authorization: `Bearer ${token}`, cookie: cookies[2]! }]
    await Promise.all(attempts.map(async (attempt) => {
      const what = JSON.stringify(attempt).slice(0, 500)
      const api = await send(app, 'GET /api/orgs/acme HTTP/1.1', { ...asFetch, ...attempt })
      expectHarmless(app, api, what)
      // 431 is Node's word on headers above 16 KB.
      expect([400, 401, 431], what).toContain(api.status)
      const handshake = await send(app, 'GET /api/orgs/acme HTTP/1.1', { ...asDocument, ...attempt })
      expect(handshake.status, what).toBeLessThan(500)
      if (handshake.location) expect(new URL(handshake.location, app.url).origin, what).toBe(app.url)
    }))
  })

  it.each<Record<string, string>>([
    { 'x-forwarded-host': 'evil.test' }, { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' }, { 'x-forwarded-proto': 'javascript' }, { 'x-forwarded-host': ':::' },
    { forwarded: 'host=evil.test;proto=https' }, { host: 'evil.test' }, { 'host': 'evil.test', 'x-forwarded-port': '443', 'x-forwarded-server': 'evil.test' }, { 'cloudfront-forwarded-proto': 'evil.test' },
    { 'x-original-url': '/api/health', 'x-rewrite-url': '/api/health' },
  ])('takes no other host from %j', async (headers) => {
    for (const path of ['/', '/orgs/acme', '/api/orgs/acme', '/?__clerk_db_jwt=x', '/?__clerk_handshake_nonce=x']) {
      for (const as of [asDocument, asFetch]) {
        const answer = await send(app, `GET ${path} HTTP/1.1`, { ...as, ...headers, cookie: '__client_uat=1' })
        expectHarmless(app, answer, path)
        const back = answer.location && new URL(answer.location, app.url).searchParams.get('redirect_url')
        if (back) expect(new URL(back, app.url).origin, path).toBe(app.url)
      }
    }
  })

  it.each(['TRACE', 'CONNECT', 'OPTIONS', 'PROPFIND', 'PURGE', 'get', 'FOO', 'PRI'])('has no server error for the method %s', async (method) => {
    for (const path of ['/', '/api/orgs/acme', '/api/health', '*', '/_nuxt/x']) {
      const { status, text } = await send(app, `${method} ${path} HTTP/1.1`, { 'x-secret': 'evil.test' })
      // Node itself hangs up on CONNECT.
      if (text || method !== 'CONNECT') expect(status, path).toBeGreaterThanOrEqual(200)
      if (text) expect(status, path).toBeLessThan(500)
      expect(text).not.toContain('evil.test')
    }
  })

  it('keeps only the exact paths free of a session', async () => {
    const read = async (path: string) => (await send(app, `GET ${path} HTTP/1.1`, { ...asFetch, authorization: 'Bearer a.b.c' })).text
    for (const path of ['/api/health2', '/api/webhooks/clerk2', '/api/healthy/x', '/__clerk2/x', '/_nuxt2/x', '/%61pi/orgs/acme'])
      expect(await read(path), path).toMatch(/^x-clerk-auth-status: signed-out/m)
    for (const path of ['/api/health', '/api/webhooks/clerk', '/__clerk/v1/environment', '/_nuxt/x.js'])
      expect(await read(path), path).not.toMatch(/^x-clerk-auth/m)
  })

  it('has written no token down', () => {
    for (const token of junkTokens.filter(token => token.length > 20)) expect(app.logs()).not.toContain(token)
  })
})
