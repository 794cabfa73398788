import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique, type TestPerson } from '../../support/app/builders.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

const codeOf = async (response: Response) => (await response.json() as { data: { code: string } }).data.code

async function team() {
  const admin = await app.make.person('Ann', 'Admin')
  const organization = await app.make.organization(admin, 'Team', { seats: 20 })
  return { admin, organization, path: `/api/orgs/${organization.slug}` }
}

/** The cookies of a signed-in browser. */
const cookies = async (person: TestPerson) => `__clerk_db_jwt=browser; __client_uat=${Math.floor(Date.now() / 1000) - 5}; __session=${await (await app.session(person)).token()}`

describe('a change that is asked for with cookies', () => {
  const send = async (headers: Record<string, string>) => {
    const { admin, path } = await team()
    return fetch(`${app.url}${path}/invitations`, {
      method: 'POST',
      headers: { 'cookie': await cookies(admin), 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ emailAddress: `${unique('guest')}@example.com`, role: 'org:member' }),
    })
  }

  it.each<[string, () => Record<string, string>]>([
    ['this site', () => ({ 'sec-fetch-site': 'same-origin', 'origin': app.url })],
    ['the person', () => ({ 'sec-fetch-site': 'none' })],
    ['this site, by a browser that sends no Sec-Fetch-Site', () => ({ origin: app.url })],
    ['no browser', () => ({})],
  ])('is done for %s', async (_, headers) => {
    expect((await send(headers())).status).toBe(201)
  })

  it.each<[string, () => Record<string, string>]>([
    ['another site', () => ({ 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.test' })],
    ['a sister site', () => ({ 'sec-fetch-site': 'same-site', 'origin': 'https://other.example.com' })],
    ['another site that claims to be this one', () => ({ 'sec-fetch-site': 'cross-site', 'origin': app.url })],
    ['another site, by a browser that sends no Sec-Fetch-Site', () => ({ origin: 'https://evil.test' })],
    ['a sandboxed frame', () => ({ origin: 'null' })],
    ['another port', () => ({ origin: 'http://localhost:1' })],
    ['another site that knows a token', () => ({ 'sec-fetch-site': 'cross-site', 'authorization': 'Bearer x' })],
  ])('is refused to %s', async (_, headers) => {
    const response = await send(headers())
    expect([response.status, await codeOf(response)]).toEqual([403, 'cross_site'])
  })

  it('is refused without a body too, and reading is not', async () => {
    const { admin, path } = await team()
    const headers = { 'cookie': await cookies(admin), 'sec-fetch-site': 'cross-site' }
    expect((await fetch(`${app.url}${path}/invitations/orginv_x`, { method: 'DELETE', headers })).status).toBe(403)
    expect((await fetch(app.url + path, { headers })).status).toBe(200)
  })
})

/** A browser that has no session, and that Clerk has seen before. */
const signedOutBrowser = { 'accept': 'text/html', 'sec-fetch-dest': 'document', 'cookie': '__clerk_db_jwt=browser; __client_uat=0' }

/** The scripts and preloaded scripts of a page, and the nonce its header allows. */
async function scripts(response: Response) {
  const html = await response.text()
  return {
    html,
    nonce: /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1],
    tags: [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag).filter(tag => tag.startsWith('<script') || /as="script"|modulepreload/.test(tag)),
  }
}

describe('headers', () => {
  it('keep pages from loading what is not ours or Clerk\'s; each page has a nonce of its own', async () => {
    const response = await fetch(`${app.url}/sign-in`)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'permissions-policy': expect.stringContaining('camera=()') as unknown,
    })
    const csp = response.headers.get('content-security-policy')!
    for (const part of ['default-src \'self\';', 'object-src \'none\';', 'base-uri \'none\';', 'frame-ancestors \'none\';', 'form-action \'self\';', 'script-src-attr \'none\';', '\'strict-dynamic\''])
      expect(csp).toContain(part)
    expect(/script-src [^;]*/.exec(csp)![0]).not.toMatch(/unsafe|https:[ ;]/)
    expect(response.headers.has('strict-transport-security')).toBe(false)
    expect(response.headers.has('x-powered-by')).toBe(false)

    const first = await scripts(response)
    expect(first.tags.length).toBeGreaterThan(3)
    for (const tag of first.tags) expect(tag).toContain(`nonce="${first.nonce}"`)
    expect((await scripts(await fetch(`${app.url}/sign-in`))).nonce).not.toBe(first.nonce)
  })

  it('name Clerk\'s host from the publishable key at run time, and ask for https where the app has it', async () => {
    const key = `pk_live_${Buffer.from('clerk.acme.test$').toString('base64').replaceAll('=', '')}`
    const cloud = await startApp({ env: { NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: key, NUXT_PUBLIC_CLERK_PROXY_URL: undefined, NUXT_CLERK_FRONTEND_API_URL: undefined, NUXT_PUBLIC_APP_URL: 'https://app.acme.test' } })
    try {
      const { headers } = await fetch(`${cloud.url}/sign-in`)
      const csp = headers.get('content-security-policy')!
      expect(/script-src [^;]*/.exec(csp)![0]).toContain('https://clerk.acme.test')
      expect(/connect-src [^;]*/.exec(csp)![0]).toContain('https://clerk.acme.test')
      expect(csp).toContain('upgrade-insecure-requests')
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    }
    finally { await cloud.close() }
  })

  it('give every script of a page its nonce, whatever the organization is called', async () => {
    const name = '5\\ " \' __QUOTE_PLACEHOLDER_0__ \\'
    const { admin, organization } = await team()
    await app.make.client.organizations.updateOrganization(organization.id, { name })
    await app.clerk.webhooks.settled()
    const { nonce, tags, html } = await scripts(await fetch(`${app.url}/orgs/${organization.slug}`, { headers: { cookie: await cookies(admin) } }))
    expect(html).toContain(organization.slug)
    expect(html).toContain('__QUOTE_PLACEHOLDER_')
    for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`)
  })

  it.each<[string, RequestInit]>([
    ['/', { headers: { accept: 'text/html' } }],
    ['/sign-in', {}],
    ['/orgs', {}],
    ['/orgs/acme/members', { headers: { 'sec-fetch-dest': 'document' } }],
    ['/nothing', {}],
    ['/nothing', { headers: signedOutBrowser }],
    ['/api/nothing', {}],
    ['/api/orgs/acme', {}],
    ['/api/orgs/acme/invitations', { method: 'POST' }],
    ['//', {}],
  ])('let nobody keep what was answered for %s', async (path, init) => {
    const response = await fetch(app.url + path, { redirect: 'manual', ...init })
    expect(response.headers.get('cache-control')).toContain('no-store')
  })

  it('let everybody keep the built assets', async () => {
    const [asset] = /\/_nuxt\/[\w.-]+\.js/.exec(await (await fetch(`${app.url}/sign-in`)).text())!
    expect((await fetch(app.url + asset)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it('forbid everything to answers of the API, refusals included', async () => {
    for (const path of ['/api/health', '/api/nothing', '/api/orgs/acme']) {
      const { headers } = await fetch(app.url + path)
      expect(headers.get('content-security-policy')).toBe('default-src \'none\'; frame-ancestors \'none\'')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})

it('an error says nothing of the address, whoever asks', async () => {
  for (const path of ['/nothing?ticket=planted', '/api/nothing/planted?ticket=planted', '/_nuxt/planted.js']) {
    const response = await fetch(app.url + path, { headers: { 'x-forwarded-host': 'planted.test', 'accept': 'application/json' } })
    expect(response.status).toBe(404)
    expect(response.statusText + await response.text()).not.toContain('planted')
  }
})

/** Streams up to 200 MB without saying how much; tells the answer and how much was taken. */
const pour = (path: string, headers: Record<string, string>) => new Promise<{ status?: number, sent: number }>((resolve) => {
  const chunk = Buffer.alloc(64 * 1024, 0x20)
  let sent = 0
  let status: number | undefined
  const stream = request(app.url + path, { method: 'POST', headers }, (response) => {
    status = response.statusCode
    response.resume()
  })
  // A client that is still sending may find the connection closed before it reads why.
  stream.on('error', () => {})
  stream.on('close', () => resolve({ status, sent }))
  const more = () => {
    while (sent < 200_000_000 && !stream.destroyed) {
      sent += chunk.length
      if (!stream.write(chunk)) return void stream.once('drain', more)
    }
    stream.end()
  }
  more()
})

describe('an endless body', () => {
  it.each<[string, () => string, number]>([
    ['a handler', () => 'invitations', 20_000_000],
    ['the webhook endpoint', () => '/api/webhooks/clerk', 20_000_000],
    ['the forwarded Frontend API', () => '/__clerk/v1/client/sign_ins', 40_000_000],
  ])('is cut off by %s', async (_, target, most) => {
    const { admin, path } = await team()
    const to = target() === 'invitations' ? `${path}/invitations` : target()
    const { status, sent } = await pour(to, { 'authorization': `Bearer ${await (await app.session(admin)).token()}`, 'content-type': 'application/json' })
    expect([413, undefined]).toContain(status)
    expect(sent).toBeLessThan(most)
  })

  it('is not needed to send a picture through the forwarded Frontend API', async () => {
    const form = new FormData()
    form.set('file', new Blob([Buffer.alloc(3_000_000)], { type: 'image/png' }), 'large.png')
    const response = await fetch(`${app.url}/__clerk/v1/me/profile_image`, { method: 'POST', body: form })
    expect(response.status).toBe(401)
  })
})

it('the forwarded Frontend API leads to no neighbour of it, by no path', async () => {
  const { hostname, port } = new URL(app.url)
  for (const path of ['/__clerk/../backend/v1/users', '/__clerk/%2e%2e/backend/v1/users', '/__clerk/..\\backend/v1/users']) {
    const status = await new Promise(resolve => request({ hostname, port, path, headers: { authorization: `Bearer ${app.clerk.secretKey}` } }, response => resolve(response.resume().statusCode)).end())
    expect(status, path).toBe(404)
  }
})
