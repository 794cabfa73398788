import { afterAll, beforeAll, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'
import type { TestPerson } from '../../support/app/builders.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

interface Refusal { data: { code: string, retryAfter?: number } }

/** Sends `count` invitations of one address, of which at most one succeeds; gives the statuses. */
async function invite(who: TestPerson, slug: string, count: number, body: unknown = { emailAddress: 'guest@example.com', role: 'org:member' }) {
  const headers = { 'authorization': `Bearer ${await (await app.session(who)).token()}`, 'content-type': 'application/json' }
  const statuses = new Map<number, number>()
  let last: Response | undefined
  for (let sent = 0; sent < count; sent += 10) {
    await Promise.all(Array.from({ length: Math.min(10, count - sent) }, async () => {
      last = await fetch(`${app.url}/api/orgs/${slug}/invitations`, { method: 'POST', headers, body: JSON.stringify(body) })
      statuses.set(last.status, (statuses.get(last.status) ?? 0) + 1)
    }))
  }
  return { statuses, last: last! }
}

it('invitations are counted per person and per organization; what was refused counts for nobody', async () => {
  const [first, second, third, member] = [await app.make.person(), await app.make.person(), await app.make.person(), await app.make.person()]
  const organization = await app.make.organization(first, 'Eager', { seats: 10 })
  for (const admin of [second, third]) await app.make.member(organization, admin, 'org:admin')
  await app.make.member(organization, member)
  await app.clerk.webhooks.settled()

  expect([...(await invite(member, organization.slug, 120)).statuses.keys()]).toEqual([403])
  expect([...(await invite(first, organization.slug, 120, { emailAddress: 'nonsense' })).statuses.keys()]).toEqual([422])

  const { statuses, last } = await invite(first, organization.slug, 101)
  expect(statuses.get(201)).toBe(1)
  expect(statuses.get(429)).toBe(1)
  expect([...statuses.keys()].sort()).toEqual([201, 409, 429])
  expect(last.status).toBe(429)
  const { data } = await last.json() as Refusal
  expect(data.code).toBe('rate_limited')
  expect(data.retryAfter).toBeGreaterThan(3000)
  expect(last.headers.get('retry-after')).toBe(String(data.retryAfter))

  // The first person's 101st came out of their own budget, so 100 of the organization's 200 are left.
  expect((await invite(second, organization.slug, 99)).statuses.get(429)).toBeUndefined()
  expect((await invite(third, organization.slug, 1)).statuses.get(409)).toBe(1)
  expect((await invite(third, organization.slug, 1)).statuses.get(429)).toBe(1)

  // Another organization has a budget of its own.
  const other = await app.make.organization(third, 'Other', { seats: 10 })
  const token = await (await app.session(third)).token(other.id)
  const response = await fetch(`${app.url}/api/orgs/${other.slug}/invitations`, {
    method: 'POST', headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ emailAddress: 'guest@example.com', role: 'org:member' }),
  })
  expect(response.status).toBe(201)
}, 60_000)
