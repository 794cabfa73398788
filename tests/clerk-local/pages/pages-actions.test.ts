import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { appOrigin, TestBrowser } from '../browser.ts'
import { openReceiver } from '../webhooks/receiver.ts'

let clerk: ClerkLocal
let receiver: Awaited<ReturnType<typeof openReceiver>>

beforeAll(async () => {
  receiver = await openReceiver()
  clerk = await createClerkLocal({ webhooks: [{ url: receiver.url, types: ['organization.created'] }], generate: { organizations: 60, members: 70 } })
})
afterAll(async () => {
  await clerk.close()
  await receiver.close()
})
beforeEach(() => {
  receiver.arrived.length = 0
  clerk.ctx.appOrigin = undefined
  clerk.ctx.settings.paths.signIn = ''
})

const bob = () => clerk.store.userByEmail('bob+clerk_test@example.com')!
const page = async (path: string) => (await fetch(clerk.url + path)).text()
const post = (path: string, fields: Record<string, string> = {}) =>
  fetch(clerk.url + path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: clerk.url }, redirect: 'manual' })

describe('“Sign in as” on the page of people', () => {
  it('leads by a ticket into the app that called last, and its sign-in page signs the person in', async () => {
    expect(await page('/people')).not.toContain('Sign in as ')
    const browser = await TestBrowser.open(clerk)
    const people = await fetch(`${clerk.url}/people?q=bob`)
    expect(people.headers.get('content-security-policy')).toContain(`form-action 'self' ${appOrigin}`)
    expect(await people.text()).toContain(`action="/people/${bob().id}/sign-in"`)

    const made = await post(`/people/${bob().id}/sign-in`)
    expect(made.status).toBe(303)
    const link = new URL(made.headers.get('location')!, clerk.url)
    const target = await browser.follow(link.href)
    expect([target.origin, target.pathname, target.searchParams.get('__clerk_status')]).toEqual([appOrigin, '/sign-in', 'sign_in'])

    // What Clerk's sign-in component does with the ticket.
    const { body } = await browser.call('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket: target.searchParams.get('__clerk_ticket')! })
    expect(body.response.status).toBe('complete')
    expect(body.client.sessions[0].user.id).toBe(bob().id)
    const again = await (await TestBrowser.open(clerk)).call('POST', '/v1/client/sign_ins', { strategy: 'ticket', ticket: target.searchParams.get('__clerk_ticket')! })
    expect(again.status).toBe(400)
  })

  it('goes to the sign-in page of the settings', async () => {
    clerk.ctx.settings.paths.signIn = 'http://localhost:4321/login'
    const made = await post(`/people/${bob().id}/sign-in`)
    const target = await new TestBrowser(clerk).follow(new URL(made.headers.get('location')!, clerk.url).href)
    expect(target.href).toMatch(/^http:\/\/localhost:4321\/login\?/)
  })

  it('follows no call of another site into it', async () => {
    await fetch(`${clerk.frontendApiUrl}/v1/environment`, { headers: { origin: 'https://elsewhere.test' } })
    expect(clerk.ctx.appOrigin).toBeUndefined()
  })

  it('is for nobody who is banned or unknown, and not for other sites', async () => {
    clerk.ctx.appOrigin = appOrigin
    clerk.store.users.update(bob().id, { banned: true })
    expect(await page('/people?q=bob')).not.toContain('Sign in as ')
    clerk.store.users.update(bob().id, { banned: false })
    expect((await post('/people/user_none/sign-in')).status).toBe(404)
    const foreign = await fetch(`${clerk.url}/people/${bob().id}/sign-in`, { method: 'POST', headers: { origin: 'https://evil.test' } })
    expect(foreign.status).toBe(403)
  })

  it('isn\'t led astray by an Origin that is no address', async () => {
    for (const origin of ['nonsense', 'javascript:1', 'http://[']) {
      await fetch(`${clerk.frontendApiUrl}/v1/environment`, { headers: { 'clerk-proxy-url': origin, origin } })
      expect(clerk.ctx.appOrigin).toBeUndefined()
    }
  })
})

describe('the other pages', () => {
  it('search, and show long lists in parts', async () => {
    const second = await page('/people?page=2')
    expect([second.includes('51 to 100 of'), second.includes('Previous'), second.includes('Next')]).toEqual([true, true, true])
    expect(await page('/people?q=CLEO')).toContain('cleo+clerk_test@example.com')
    expect(await page('/people?q=nobody-at-all')).toContain('Nobody is found.')
    expect(await page('/organizations?q=acme')).toContain('Acme')
    for (const nonsense of ['-1', '0', 'x', '1e99', '%3Cscript%3E']) expect(await page(`/organizations?page=${nonsense}&q=%22%3E%3Cscript%3E`)).not.toContain('<script>')
    const organization = clerk.store.organizations.all().at(-1)!
    expect(await page(`/organizations/${organization.id}?page=2`)).toContain('51 to 70 of 70')
  })

  it('replay since a time to one endpoint or all', async () => {
    const [endpoint] = clerk.webhooks.endpoints()
    expect((await post('/webhooks/replay', { since: '', endpoint: endpoint!.id })).headers.get('location')).toBe('/webhooks')
    await clerk.webhooks.settled()
    expect(receiver.arrived.map(a => a.data.slug)).toEqual(['beta', 'acme'])
    await post('/webhooks/replay', { since: '2999-01-01T00:00', endpoint: '' })
    await clerk.webhooks.settled()
    expect(receiver.arrived).toHaveLength(2)
    expect((await post('/webhooks/replay', { since: 'soon' })).status).toBe(422)
    const text = await page('/webhooks?q=organization.created')
    expect([text.includes(receiver.url), text.includes('replayed'), text.includes(clerk.webhookSecret)]).toEqual([true, true, true])
  })

  it('show settings and faults', async () => {
    clerk.faults.add({ kind: 'drop', types: ['user.created'] })
    const text = await page('/settings')
    expect([text.includes('membershipRequired'), text.includes('user.created')]).toEqual([true, true])
    clerk.faults.clear()
  })
})
