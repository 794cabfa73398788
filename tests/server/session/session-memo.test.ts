import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, probeEnv } from '../../../bench/support/servers.ts'
import { startApp, type TestApp } from '../../support/app/app.ts'

let app: TestApp
const folder = mkdtempSync(join(tmpdir(), 'clerk-orgs-memo-'))
const probe = join(folder, 'app.sock')
beforeAll(async () => { app = await startApp({ env: probeEnv(probe) }) })
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

/** How many signatures the app verifies for some work. */
async function verifications(work: () => Promise<unknown>): Promise<number> {
  const before = await ask({ probe })
  await work()
  return (await ask({ probe })).verified - before.verified
}

interface Team { slug: string, cookies: (token: string) => Record<string, string>, token: (seconds?: number) => Promise<string> }

/** A person with an organization, and requests as their browser would send them. */
async function team(): Promise<Team> {
  const admin = await app.make.person()
  const organization = await app.make.organization(admin)
  const session = await app.session(admin)
  await session.activate(organization.id)
  await app.clerk.webhooks.settled()
  const both = (name: string, value: string) => `${name}=${value}; ${name}_${app.clerk.ctx.keys.cookieSuffix}=${value}`
  return {
    slug: organization.slug,
    cookies: token => ({ cookie: [both('__session', token), both('__client_uat', '1'), both('__clerk_db_jwt', 'dvb_1')].join('; ') }),
    async token(seconds) {
      const fault = seconds === undefined ? undefined : app.clerk.faults.add({ kind: 'short_token', seconds, times: 1 })
      const token = await session.token()
      if (fault) app.clerk.faults.remove(fault.id)
      return token
    },
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const status = async (slug: string, headers: Record<string, string>, init: RequestInit = {}) => (await fetch(`${app.url}/api/orgs/${slug}`, { redirect: 'manual', ...init, headers })).status

/** Asks until it is certainly remembered. */
async function warm(slug: string, headers: Record<string, string>) {
  for (let i = 0; i < 3; i++) expect(await status(slug, headers)).toBe(200)
}

/** Every way to change one character of a token. */
function tampered(token: string): string[] {
  const parts = token.split('.')
  return parts.flatMap((part, index) => [0, Math.floor(part.length / 2), part.length - 2].map(at =>
    parts.map((old, i) => i === index ? old.slice(0, at) + (old[at] === 'A' ? 'B' : 'A') + old.slice(at + 1) : old).join('.')))
}

it.each(['cookie', 'bearer'] as const)('never serves a tampered token from the memo (%s)', async (carrier) => {
  const { slug, cookies, token } = await team()
  const carry = carrier === 'cookie' ? cookies : bearer
  const real = await token()
  await warm(slug, carry(real))
  for (const forged of tampered(real)) expect([400, 401]).toContain(await status(slug, carry(forged)))
  expect(await status(slug, carry(real))).toBe(200)
})

it('never serves another organization than the token\'s', async () => {
  const admin = await app.make.person()
  const [one, two] = [await app.make.organization(admin, 'One'), await app.make.organization(admin, 'Two')]
  const session = await app.session(admin)
  const [first, second] = [await session.token(one.id), await session.token(two.id)]
  for (let i = 0; i < 3; i++) {
    expect(await status(one.slug, bearer(first))).toBe(200)
    expect(await status(two.slug, bearer(second))).toBe(200)
    expect(await status(two.slug, bearer(first))).toBe(404)
    expect(await status(one.slug, bearer(second))).toBe(404)
  }
  // The same cookies in both tabs: the Bearer counts, and only it.
  const { cookies } = await team()
  for (let i = 0; i < 3; i++) {
    expect(await status(one.slug, { ...cookies(second), ...bearer(first) })).toBe(200)
    expect(await status(two.slug, { ...cookies(second), ...bearer(first) })).toBe(404)
    expect(await status(two.slug, cookies(second))).toBe(200)
  }
})

it('never serves a token past its expiry, by cookie or Bearer', async () => {
  const { slug, cookies, token } = await team()
  const short = await token(2)
  await warm(slug, bearer(short))
  await warm(slug, cookies(short))
  // The SDK grants five seconds for clocks that differ; the memo grants none, and after them nobody does.
  await sleep(7600)
  expect(await status(slug, bearer(short))).toBe(401)
  expect(await status(slug, cookies(short))).toBe(401)
})

it('does not make an expired Bearer good by the cookies beside it', async () => {
  const { slug, cookies, token } = await team()
  const [expired, fresh] = [await token(0), await token()]
  // The SDK's own leeway.
  await sleep(5000)
  expect(await status(slug, { ...cookies(fresh), ...bearer(expired) })).toBe(401)
  expect(await status(slug, cookies(fresh))).toBe(200)
})

it('knows nobody once the cookies are gone or say signed out', async () => {
  const { slug, cookies, token } = await team()
  const real = await token()
  await warm(slug, cookies(real))
  expect(await status(slug, {})).toBe(401)
  const signedOut = cookies(real).cookie!.replaceAll(/__client_uat(\w*)=1/g, '__client_uat$1=0')
  for (let i = 0; i < 3; i++) expect(await status(slug, { cookie: signedOut })).toBe(401)
  const signedInSince = cookies(real).cookie!.replaceAll(/__client_uat([\w-]*)=1/g, `__client_uat$1=${Math.floor(Date.now() / 1000) + 100}`)
  for (let i = 0; i < 3; i++) expect(await status(slug, { cookie: signedInSince })).toBe(401)
})

it('answers a hit as it answers a miss', async () => {
  const { slug, cookies, token } = await team()
  const headers = cookies(await token())
  const answers = []
  for (let i = 0; i < 3; i++) {
    const response = await fetch(`${app.url}/api/orgs/${slug}`, { headers })
    const kept = [...response.headers].filter(([name]) => !['date', 'keep-alive', 'etag'].includes(name) && !name.startsWith('x-ratelimit'))
    answers.push({ status: response.status, headers: kept, body: await response.text() })
  }
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

it('still sends a document on a handshake with credentials that calls were served with', async () => {
  const { slug, cookies, token } = await team()
  const other = await team()
  const headers = cookies(await token())
  await warm(slug, headers)
  const page = await fetch(`${app.url}/orgs/${other.slug}`, { redirect: 'manual', headers: { ...headers, 'sec-fetch-dest': 'document', 'accept': 'text/html' } })
  expect(page.status).toBe(307)
  expect(page.headers.get('x-clerk-auth-reason')).toBe('active-organization-mismatch')
  // What the SDK acts on in the query is not the memo's to answer.
  const nonce = await fetch(`${app.url}/api/orgs/${slug}?__clerk_handshake_nonce=x`, { redirect: 'manual', headers })
  expect(nonce.status).toBe(307)
})

it('verifies a token once, for requests one after another and all at a time', async () => {
  const { slug, cookies, token } = await team()
  const headers = cookies(await token())
  expect(await verifications(() => Promise.all(Array.from({ length: 20 }, () => status(slug, headers))))).toBe(1)
  expect(await verifications(() => warm(slug, headers))).toBe(0)
})

it('verifies each time for all but calls that only read', async () => {
  const { slug, cookies, token } = await team()
  const headers = cookies(await token())
  await warm(slug, headers)
  for (const method of ['POST', 'HEAD', 'DELETE']) expect(await verifications(() => status(slug, headers, { method })), method).toBeGreaterThan(0)
  expect(await verifications(() => status(slug, { ...headers, 'sec-fetch-dest': 'document' }))).toBe(1)
  expect(await verifications(() => status(`${slug}?__clerk_x=1`, headers))).toBe(1)
  expect(await verifications(() => status(slug, { ...headers, 'x-other': 'header' }))).toBe(0)
})

it('verifies once for a page and the calls it makes while it is rendered', async () => {
  const { slug, cookies, token } = await team()
  const headers = { ...cookies(await token()), 'accept': 'text/html', 'sec-fetch-dest': 'document' }
  expect(await verifications(async () => expect((await fetch(`${app.url}/orgs/${slug}`, { headers })).status).toBe(200))).toBe(1)
})
