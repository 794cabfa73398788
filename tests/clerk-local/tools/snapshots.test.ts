import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClerkClient } from '@clerk/backend'
import { afterEach, describe, expect, it } from 'vitest'
import { type ClerkLocal, type ClerkLocalOptions, createClerkLocal } from '../../../clerk-local/index.ts'
import { type Json, TestBrowser } from '../browser.ts'

const opened: ClerkLocal[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map(clerk => clerk.close()))
})
async function open(options: ClerkLocalOptions = {}) {
  const clerk = await createClerkLocal(options)
  opened.push(clerk)
  return clerk
}
async function control(clerk: ClerkLocal, method: string, path: string, body?: unknown): Promise<{ status: number, body: Json }> {
  const response = await fetch(`${clerk.url}/__test__${path}`, { method, headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { status: response.status, body: await response.json() }
}

describe('a snapshot', () => {
  it('brings back everything, also after much has happened, and in another instance', async () => {
    const clerk = await open()
    const browser = await TestBrowser.open(clerk)
    await browser.signIn('ada+clerk_test@example.com')
    await browser.call('POST', '/v1/client/sign_ins', { identifier: 'bob+clerk_test@example.com' })
    const { body: taken } = await control(clerk, 'GET', '/snapshot')
    await browser.call('POST', '/v1/organizations', { name: 'Later' })
    clerk.store.clockOffset = 5000
    expect((await control(clerk, 'POST', '/restore', taken)).status).toBe(200)
    expect((await control(clerk, 'GET', '/snapshot')).body).toEqual(taken)
    expect((await browser.call('GET', '/v1/me')).status).toBe(200)
    const other = await open()
    expect((await control(other, 'POST', '/restore', taken)).status).toBe(200)
    expect((await control(other, 'GET', '/snapshot')).body.store).toEqual(taken.store)
  })

  it('may be larger than a request of the APIs', async () => {
    const clerk = await open()
    for (let i = 0; i < 13; i++) clerk.store.mails.insert({ id: `ema_${i}`, createdAt: 0, to: 'a@example.com', slug: 'verification_code', subject: 'Long', body: 'x'.repeat(1_000_000), code: null, link: null, userId: null })
    const text = await (await fetch(`${clerk.url}/__test__/snapshot`)).text()
    expect(text.length).toBeGreaterThan(13_000_000)
    expect((await control(clerk, 'POST', '/restore', text)).status).toBe(200)
    const refused = await fetch(`${clerk.backendApiUrl}/v1/organizations`, { method: 'POST', headers: { 'authorization': `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' }, body: text })
    expect(refused.status).toBe(413)
  })

  it.each<[string, (snapshot: Json) => void, string]>([
    ['a table that doesn\'t exist', ({ store }) => store.tables.unknown = [], 'there is no table unknown'],
    ['two rows of one id', ({ store }) => store.tables.users.push(store.tables.users[0]), 'two rows of users have the same id'],
    ['a field missing', ({ store }) => delete store.tables.organizations[0].name, 'name of org_'],
    ['a field of another kind', ({ store }) => store.tables.users[0].emailAddresses = {}, 'must be a list, not object'],
    ['a time in words', ({ store }) => store.tables.mails = [{ id: 'ema_1', createdAt: 'today' }], 'createdAt of ema_1 in mails must be a number'],
    ['a member of nothing', ({ store }) => store.tables.organizations.pop(), 'leads nowhere'],
    ['a role that doesn\'t exist', ({ store }) => store.tables.memberships[0].role = 'org:king', 'there is no org:king in roles'],
    ['no tables', ({ store }) => store.tables = 7, 'store.tables'],
    ['a delivery without a body', ({ webhooks }) => webhooks.deliveries = [{ id: 'dlv_1', endpointId: 'ep_1' }], 'webhooks.deliveries.0'],
  ])('is refused with %s, and nothing changes', async (_, spoil, reason) => {
    const clerk = await open()
    const { body: before } = await control(clerk, 'GET', '/snapshot')
    const spoilt = structuredClone(before)
    spoil(spoilt)
    const { status, body } = await control(clerk, 'POST', '/restore', spoilt)
    expect([status, body.errors[0].long_message]).toEqual([422, expect.stringContaining(reason)])
    expect((await control(clerk, 'GET', '/snapshot')).body).toEqual(before)
  })

  it('holds the settings, and the program has it too', async () => {
    const clerk = await open({ settings: { rateLimits: 'development', organizations: { maxAllowedMemberships: 1 }, billing: { organizationEnabled: false } }, seed: 'empty' })
    const taken = clerk.snapshot()
    const list = () => fetch(`${clerk.backendApiUrl}/v1/users`, { headers: { authorization: `Bearer ${clerk.secretKey}` } })
    await control(clerk, 'PATCH', '/settings', { organizations: { enabled: false } })
    for (let n = 0; n < 101; n++) await (await list()).text()
    expect((await list()).status).toBe(429)
    clerk.restore(taken)
    expect([clerk.snapshot(), clerk.ctx.settings.organizations.enabled, (await list()).status]).toEqual([taken, true, 200])
    expect(() => clerk.restore({ ...taken, settings: { ...taken.settings, applicationNam: '' } as never })).toThrow(/applicationNam is not a setting/)
  })

  it('in a state file that lacks fields is set aside at the start', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'clerk-local-')), 'state.json')
    await (await createClerkLocal({ stateFile })).close()
    const saved = JSON.parse(readFileSync(stateFile, 'utf8')) as Json
    delete saved.store.tables.organizations[0].roleSetKey
    writeFileSync(stateFile, JSON.stringify(saved))
    const lines: string[] = []
    const clerk = await open({ stateFile, log: line => lines.push(line) })
    expect(lines.join()).toContain('roleSetKey of org_')
    expect(clerk.store.organizations.all().every(organization => organization.roleSetKey)).toBe(true)
  })

  it('that is no JSON is refused', async () => {
    const clerk = await open()
    for (const nonsense of ['{', '[]', 'null', '7', '"x"', '{"store":{}}']) expect([400, 422]).toContain((await control(clerk, 'POST', '/restore', nonsense)).status)
    const api = createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.backendApiUrl, telemetry: { disabled: true } })
    expect(await api.organizations.getOrganizationList()).toMatchObject({ totalCount: 2 })
  })
})
