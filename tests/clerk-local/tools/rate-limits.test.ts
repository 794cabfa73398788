import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { SlidingWindows } from '../../../clerk-local/limits/sliding-window.ts'
import { code, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
beforeAll(async () => {
  clerk = await createClerkLocal({ settings: { rateLimits: 'development', organizations: { maxAllowedMemberships: 0 }, billing: { organizationEnabled: false } } })
})
afterAll(() => clerk.close())
beforeEach(() => clerk.reset())

const get = (path: string) => fetch(`${clerk.backendApiUrl}/v1${path}`, { headers: { authorization: `Bearer ${clerk.secretKey}` } })
const api = () => createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.backendApiUrl, telemetry: { disabled: true } })
const acmeId = () => clerk.store.organizations.by('slug', 'acme')[0]!.id
const settings = (body: object) => fetch(`${clerk.url}/__test__/settings`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

describe('a sliding window', () => {
  it('refuses what is above the limit and says when the oldest call is out of it', () => {
    const windows = new SlidingWindows()
    const limit = { limit: 2, windowMs: 10_000 }
    expect([windows.hit('a', limit, 0), windows.hit('a', limit, 4000)]).toEqual([undefined, undefined])
    expect(windows.hit('a', limit, 5500)).toBe(5)
    expect(windows.hit('b', limit, 5500)).toBeUndefined()
    expect(windows.hit('a', limit, 10_000)).toBeUndefined()
    expect(windows.hit('a', limit, 10_001)).toBe(4)
  })
})

describe('rate limits', () => {
  it('allow 100 calls of the Backend API in 10 s, then answer 429 until the clock says so', async () => {
    for (let i = 0; i < 100; i++) expect((await get('/users/count')).status).toBe(200)
    const refused = await get('/users/count')
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0, await refused.json()]).toMatchObject([429, true, { errors: [{ code: 'too_many_requests' }] }])
    expect((await get('/jwks')).status).toBe(200)
    clerk.store.clockOffset += 10_000
    expect((await get('/users/count')).status).toBe(200)
  })

  it('allow 1,000 calls for a production instance, and any number when off', async () => {
    for (const kind of ['production', 'off']) {
      expect((await settings({ rateLimits: kind })).status).toBe(200)
      for (let i = 0; i < 101; i++) expect((await get('/users/count')).status).toBe(200)
    }
    expect((await settings({ rateLimits: 'always' })).status).toBe(422)
    expect((await settings({ ratelimits: 'off' })).status).toBe(422)
  })

  it('allow ten updates of one object in 10 s', async () => {
    for (let i = 0; i < 10; i++) await api().organizations.updateOrganization(acmeId(), { name: `Name ${i}` })
    await expect(api().organizations.updateOrganizationMetadata(acmeId(), { publicMetadata: {} })).rejects.toMatchObject({ status: 429 })
    const [beta] = clerk.store.organizations.by('slug', 'beta')
    expect(await api().organizations.updateOrganization(beta!.id, { name: 'Other' })).toMatchObject({ name: 'Other' })
  })

  it('allow 50 bulk invitations in an hour', async () => {
    await settings({ rateLimits: 'production' })
    const invite = (i: number) => api().organizations.createOrganizationInvitationBulk(acmeId(), [{ emailAddress: `p${i}@example.com`, role: 'org:member', inviterUserId: clerk.store.users.all()[0]!.id }])
    for (let i = 0; i < 50; i++) await invite(i)
    await expect(invite(50)).rejects.toMatchObject({ status: 429, retryAfter: expect.any(Number) as number })
    clerk.store.clockOffset += 3600_000
    await invite(51)
  })

  it('allow five sign-ins and three attempts in 10 s', async () => {
    const browser = await TestBrowser.open(clerk)
    const { body } = await browser.call('POST', '/v1/client/sign_ins', { identifier: 'ada+clerk_test@example.com' })
    const attempt = () => browser.call('POST', `/v1/client/sign_ins/${body.response.id}/attempt_first_factor`, { strategy: 'password', password: 'wrong-lantern-1' })
    for (let i = 0; i < 3; i++) expect((await attempt()).status).toBe(422)
    const refused = await attempt()
    expect([refused.status, code(refused)]).toEqual([429, 'too_many_requests'])
    for (let i = 0; i < 4; i++) expect((await browser.call('POST', '/v1/client/sign_ins', { identifier: 'x@example.com' })).status).toBe(422)
    expect((await browser.call('POST', '/v1/client/sign_ins', { identifier: 'x@example.com' })).status).toBe(429)
  })
})
