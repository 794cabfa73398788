import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { claims, TestBrowser } from '../browser.ts'

let clerk: ClerkLocal
let api: ReturnType<typeof createClerkClient>
beforeAll(async () => {
  clerk = await createClerkLocal()
  api = createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.backendApiUrl, telemetry: { disabled: true } })
})
afterAll(() => clerk.close())
beforeEach(() => clerk.reset())

const acmeId = () => clerk.store.organizations.by('slug', 'acme')[0]!.id
const get = (path: string) => fetch(`${clerk.backendApiUrl}/v1${path}`, { headers: { authorization: `Bearer ${clerk.secretKey}` } })

describe('faults of calls', () => {
  it('answers 429 with Retry-After, for so many calls of one operation', async () => {
    clerk.faults.add({ kind: 'rate_limit', seconds: 7, times: 2, operation: 'GetOrganization' })
    for (let i = 0; i < 2; i++) {
      await expect(api.organizations.getOrganization({ organizationId: acmeId() })).rejects.toMatchObject({ status: 429, retryAfter: 7, errors: [{ code: 'too_many_requests' }] })
    }
    expect(await api.organizations.getOrganizationList()).toMatchObject({ totalCount: 2 })
    expect(await api.organizations.getOrganization({ organizationId: acmeId() })).toMatchObject({ slug: 'acme' })
  })

  it('answers 500 by method and path, before anything is done', async () => {
    clerk.faults.add({ kind: 'error', status: 503, method: 'PATCH', path: '/organizations/*' })
    await expect(api.organizations.updateOrganization(acmeId(), { name: 'No' })).rejects.toMatchObject({ status: 503, errors: [{ code: 'internal_clerk_error' }] })
    expect(clerk.store.organizations.get(acmeId())?.name).toBe('Acme')
    expect((await get(`/organizations/${acmeId()}`)).status).toBe(200)
  })

  it('hangs for a time, or until released, and then goes on', async () => {
    clerk.faults.add({ kind: 'hang', ms: 100, times: 1 })
    const start = Date.now()
    expect((await get('/organizations')).status).toBe(200)
    expect(Date.now() - start).toBeGreaterThanOrEqual(99)

    clerk.faults.add({ kind: 'hang', times: 1 })
    const waiting = get('/organizations')
    await expect.poll(() => clerk.faults.all().at(-1)?.struck, { timeout: 10_000 }).toBe(1)
    expect(await (await fetch(`${clerk.url}/__test__/faults/release`, { method: 'POST' })).json()).toEqual({ released: 1 })
    expect((await waiting).status).toBe(200)
  })

  it('closes while calls hang', async () => {
    const other = await createClerkLocal()
    other.faults.add({ kind: 'hang' })
    const waiting = fetch(`${other.backendApiUrl}/v1/organizations`, { headers: { authorization: `Bearer ${other.secretKey}` } }).catch((error: unknown) => error)
    await expect.poll(() => other.faults.all()[0]?.struck, { timeout: 10_000 }).toBe(1)
    await other.close()
    await waiting
  })

  it('gives fewer rows than the total says', async () => {
    clerk.faults.add({ kind: 'fewer_rows', rows: 1, times: 2 })
    // No list: the fault waits for one.
    await api.organizations.getOrganization({ organizationId: acmeId() })
    const page = await api.organizations.getOrganizationMembershipList({ organizationId: acmeId() })
    expect([page.data.length, page.totalCount]).toEqual([1, 2])
    expect(await (await get('/users')).json()).toHaveLength(1)
    expect(await (await get('/users')).json()).toHaveLength(4)
  })

  it('cuts a body in half', async () => {
    clerk.faults.add({ kind: 'cut_body', times: 1 })
    const answer = await get('/organizations')
    expect(answer.status).toBe(200)
    await expect(answer.json()).rejects.toThrow()
    expect(await (await get('/organizations')).json()).toMatchObject({ total_count: 2 })
  })

  it('strikes the Frontend API when told to, and reads the same for a page of another origin', async () => {
    const browser = await TestBrowser.open(clerk)
    await browser.signIn('ada+clerk_test@example.com')
    clerk.faults.add({ kind: 'rate_limit', api: 'frontend', path: '/me', times: 1 })
    clerk.faults.add({ kind: 'fewer_rows', api: 'frontend', path: '/me/organization_memberships', times: 1 })
    const refused = await browser.call('GET', '/v1/me')
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([429, 'http://localhost:3000'])
    expect((await browser.call('GET', '/v1/me')).status).toBe(200)
    expect((await browser.call('GET', '/v1/me/organization_memberships', { paginated: 'true' })).body.response).toMatchObject({ data: [], total_count: 2 })
  })

  it('makes session tokens short lived, or expired at once', async () => {
    const browser = await TestBrowser.open(clerk)
    const session = await browser.signIn('ada+clerk_test@example.com')
    const token = async () => claims((await browser.call('POST', `/v1/client/sessions/${session.id}/tokens`)).body.jwt)
    clerk.faults.add({ kind: 'short_token', seconds: 5, times: 1 })
    clerk.faults.add({ kind: 'short_token', seconds: 0, times: 1 })
    const [short, expired, usual] = [await token(), await token(), await token()]
    expect([short.exp - short.iat, expired.exp - expired.iat, usual.exp - usual.iat]).toEqual([5, -1, 60])
  })
})
