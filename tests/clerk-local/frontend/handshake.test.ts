import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { TestBrowser } from '../browser.ts'
import { loadPage } from '../pages/page-load.ts'

let clerk: ClerkLocal
beforeAll(async () => {
  clerk = await createClerkLocal()
})
afterAll(() => clerk.close())
beforeEach(() => clerk.reset())

const load = (path: string, jar: Map<string, string>) => loadPage(clerk, path, jar)

describe('handshake', () => {
  it('gives a stranger a dev browser and leaves them signed out', async () => {
    const jar = new Map<string, string>()
    const page = await load('/about?x=1', jar)
    expect(page).toMatchObject({ userId: null, path: '/about?x=1' })
    expect(page.hops[0]).toBe('dev-browser-missing')
    expect(jar.get('__clerk_db_jwt')).toMatch(/^dvb_/)
    expect((await load('/about', jar)).hops).toEqual([])
  })

  it('carries a session over, and follows the organization of the url', async () => {
    const browser = await TestBrowser.open(clerk)
    await browser.signIn('ada+clerk_test@example.com')
    const jar = new Map([['__clerk_db_jwt', browser.devBrowser], ['__client_uat', '1']])
    expect(await load('/home', jar)).toMatchObject({ orgSlug: 'acme', path: '/home' })
    expect(await load('/orgs/beta/members?tab=2', jar)).toMatchObject({ orgSlug: 'beta', path: '/orgs/beta/members?tab=2' })
    expect((await load('/orgs/beta', jar)).hops).toEqual([])
    expect(clerk.store.sessions.get(browser.session)?.lastActiveOrganizationId).toBe(clerk.store.organizations.by('slug', 'beta')[0]?.id)
  })

  it('leaves the previous organization active for unknown and foreign ones', async () => {
    const browser = await TestBrowser.open(clerk)
    await browser.signIn('bob+clerk_test@example.com')
    const jar = new Map([['__clerk_db_jwt', browser.devBrowser], ['__client_uat', '1']])
    await load('/home', jar)
    for (const path of ['/orgs/beta', '/orgs/nowhere']) expect(await load(path, jar)).toMatchObject({ orgSlug: 'acme' })
  })

  it('ends a session that is over', async () => {
    const browser = await TestBrowser.open(clerk)
    await browser.signIn('ada+clerk_test@example.com')
    const jar = new Map([['__clerk_db_jwt', browser.devBrowser], ['__client_uat', '1']])
    await load('/home', jar)
    await browser.call('DELETE', '/v1/client/sessions')
    jar.set('__client_uat', '1')
    jar.delete('__session')
    for (const name of [...jar.keys()]) if (name.startsWith('__session_')) jar.delete(name)
    expect(await load('/home', jar)).toMatchObject({ userId: null })
  })

  it('refuses redirect urls that are not the web', async () => {
    for (const target of ['javascript:alert(1)', '/home', '']) {
      const response = await fetch(`${clerk.frontendApiUrl}/v1/client/handshake?redirect_url=${encodeURIComponent(target)}`, { redirect: 'manual' })
      expect(response.status).toBe(422)
    }
  })

  it('hands a session to this machine and to the app of the settings only', async () => {
    const to = async (target: string) => {
      const response = await fetch(`${clerk.frontendApiUrl}/v1/client/handshake?redirect_url=${encodeURIComponent(target)}`, { redirect: 'manual' })
      return response.status
    }
    for (const target of ['https://evil.test/', 'http://localhost.evil.test/', 'http://localhost@evil.test/']) expect([target, await to(target)]).toEqual([target, 422])
    for (const target of ['http://localhost:3000/x', 'http://127.0.0.1:1/', 'http://app.localhost/']) expect([target, await to(target)]).toEqual([target, 307])
    clerk.ctx.settings.paths.signIn = 'https://app.test/sign-in'
    expect([await to('https://app.test/home'), await to('https://app.test:8443/')]).toEqual([307, 422])
  })
})

describe('a browser without a handshake', () => {
  it('gets its cookie with the first load, also when the server forgot it', async () => {
    for (const cookie of ['', '__clerk_db_jwt=dvb_forgotten']) {
      const response = await fetch(`${clerk.frontendApiUrl}/v1/client`, { headers: { cookie } })
      const [plain, suffixed] = response.headers.getSetCookie()
      expect([response.status, plain]).toEqual([200, expect.stringMatching(/^__clerk_db_jwt=dvb_\w+; Max-Age=31536000; Path=\/; SameSite=Lax$/)])
      const again = await fetch(`${clerk.frontendApiUrl}/v1/client`, { headers: { cookie: (suffixed ?? '').split(';')[0] ?? '' } })
      expect(again.headers.getSetCookie()).toEqual([])
    }
  })
})
