import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, claims, type Json } from '../browser.ts'
import { keep, loadPage } from '../pages/page-load.ts'

let clerk: ClerkLocal
let jar: Map<string, string>
beforeAll(async () => {
  clerk = await createClerkLocal({ settings: { live: true } })
})
afterAll(() => clerk.close())
beforeEach(() => {
  clerk.reset()
  jar = new Map()
})

/** A call as clerk-js makes it on a live instance: with the browser's cookies, through the app's proxy. */
async function call(method: 'GET' | 'POST', path: string, fields: Record<string, string> = {}): Promise<{ status: number, body: Json, cookies: string[] }> {
  const response = await fetch(clerk.frontendApiUrl + path, {
    method,
    headers: { 'origin': appOrigin, 'clerk-proxy-url': `${appOrigin}/__clerk`, 'cookie': [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
    body: method === 'POST' ? new URLSearchParams(fields) : undefined,
  })
  const cookies = response.headers.getSetCookie()
  keep(cookies, jar)
  return { status: response.status, body: await response.json(), cookies }
}

async function signIn(): Promise<Json> {
  await call('GET', '/v1/client')
  return (await call('POST', '/v1/client/sign_ins', { identifier: 'ada+clerk_test@example.com', password: 'orbit-lantern-42' })).body
}

describe('a live instance', () => {
  it('has live keys and tells clerk-js so', async () => {
    expect([clerk.publishableKey, clerk.secretKey]).toEqual([expect.stringMatching(/^pk_live_/), expect.stringMatching(/^sk_live_/)])
    expect((await call('GET', '/v1/environment')).body.display_config.instance_environment_type).toBe('production')
  })

  it('knows the browser by an HttpOnly cookie and by nothing else', async () => {
    const { cookies } = await call('GET', '/v1/client')
    expect(cookies.find(c => c.startsWith('__client='))).toMatch(/HttpOnly/)
    const first = (await call('GET', '/v1/client')).body.response.id
    expect((await call('GET', '/v1/client')).body.response.id).toBe(first)
    jar.set('__client', `${jar.get('__client')?.slice(0, -4)}AAAA`)
    const stranger = await call('POST', '/v1/client/sign_ins', { identifier: 'ada+clerk_test@example.com' })
    expect([stranger.status, stranger.body.errors[0].code]).toEqual([401, 'signed_out'])
  })

  it('keeps the time of the last change in __client_uat, 0 when signed out', async () => {
    await signIn()
    expect(Number(jar.get('__client_uat'))).toBeGreaterThan(1_700_000_000)
    await call('POST', '/v1/client/sessions?_method=DELETE')
    expect(jar.get('__client_uat')).toBe('0')
  })

  it('hands a session to the app\'s server in a cookie, token or nonce', async () => {
    await signIn()
    for (const handshake of ['token', 'nonce'] as const) {
      clerk.ctx.settings.session.handshake = handshake
      // As a browser that lost its session cookies, a minute after the last handshake.
      for (const name of [...jar.keys()]) if (/^__(session|clerk_handshake)/.test(name)) jar.delete(name)
      const page = await loadPage(clerk, '/about', jar)
      expect(page.path).toBe('/about')
      expect(page.hops).toEqual(['client-uat-but-no-session-token'])
      const session = [...jar].find(([name]) => name.startsWith('__session'))
      expect(claims(session?.[1] ?? '').sub).toBe(clerk.store.userByEmail('ada+clerk_test@example.com')?.id)
    }
  })
})
