import { randomBytes } from 'node:crypto'
import Client from 'better-sqlite3'
import { Webhook } from 'svix'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'
import { openEventStream } from '../../support/app/event-stream.ts'
import { waitFor } from '../../support/app/wait.ts'

const adminToken = randomBytes(24).toString('hex'), metricsToken = randomBytes(24).toString('hex')
let app: TestApp
beforeAll(async () => { app = await startApp({ env: { NUXT_ADMIN_TOKEN: adminToken, NUXT_METRICS_TOKEN: metricsToken } }) })
afterAll(() => app.close())

const call = (path: string, { token, json, url = app.url, headers }: { token?: string, json?: unknown, url?: string, headers?: Record<string, string> } = {}) => fetch(url + path, {
  method: json === undefined ? 'GET' : 'POST',
  headers: { ...token && { authorization: `Bearer ${token}` }, ...json !== undefined && { 'content-type': 'application/json' }, ...headers },
  body: json === undefined ? undefined : JSON.stringify(json),
})
const code = async (response: Response) => [response.status, (await response.json() as { data: { code: string } }).data.code]

/** Delivers an event as Clerk would. */
async function deliver(type: string, data: object, id = unique('msg')) {
  const body = JSON.stringify({ object: 'event', type, data, timestamp: Date.now() - 3000, instance_id: 'ins_1' })
  const at = new Date()
  const response = await fetch(`${app.url}/api/webhooks/clerk`, { method: 'POST', body, headers: {
    'svix-id': id, 'svix-timestamp': String(Math.floor(at.getTime() / 1000)), 'svix-signature': new Webhook(app.clerk.webhookSecret).sign(id, at, body),
  } })
  return { id, outcome: (await response.json() as { outcome: string }).outcome }
}

/** Changes a stored payload, as an update that can read it would. */
function mend(svixId: string, change: (payload: string) => string) {
  const file = new Client(app.databaseFile)
  const { payload } = file.prepare<[string], { payload: string }>('select payload from webhook_events where svix_id = ?').get(svixId)!
  file.prepare('update webhook_events set payload = ? where svix_id = ?').run(change(payload), svixId)
  file.close()
}

interface Status {
  lastEvent: { svixId: string, type: string, lag: number, receivedAt: number }
  events: { applied: number, ignored: number, quarantined: number }
  quarantine: { svixId: string, type: string, attempts: number, error: string }[]
  heartbeat: number
}
const status = async () => await (await call('/api/admin/mirror', { token: adminToken })).json() as Status

const organization = (over: object = {}) => ({ id: unique('org').replace('-', '_'), object: 'organization', name: 'Acme', slug: unique('acme'), created_at: 1_700_000_000_000, updated_at: 1_700_000_000_000, ...over })

describe('the routes for operators', () => {
  const routes: [string, unknown?][] = [['/api/admin/mirror'], ['/api/admin/mirror/replay', { all: true }], ['/api/admin/mirror/purge', {}], ['/api/metrics']]

  it('are closed to a missing and a wrong token, and to sessions', async () => {
    const admin = await app.make.person()
    const session = await (await app.session(admin)).token()
    for (const [path, json] of routes) expect(await code(await call(path, { json })), path).toEqual([401, 'bad_token'])
    for (const [path, json] of routes) {
      for (const token of [`${adminToken}x`, adminToken.slice(1), adminToken.toUpperCase(), session]) expect([401, 429]).toContain((await call(path, { json, token })).status)
      expect([401, 429]).toContain((await call(path, { json, headers: { authorization: adminToken } })).status)
      expect([401, 429]).toContain((await call(`${path}?token=${adminToken}`, { json, headers: { cookie: `token=${adminToken}` } })).status)
    }
    expect([401, 429]).toContain((await call('/api/admin/mirror', { token: metricsToken })).status)
  })

  it('stop answering wrong tokens after some, and go on answering the right one', async () => {
    for (let wrong = 0; wrong < 12; wrong++) await call('/api/admin/mirror', { token: 'wrong' })
    const refused = await call('/api/admin/mirror', { token: 'wrong' })
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await call('/api/admin/mirror', { token: adminToken })).status).toBe(200)
  })

  it('do not exist while no token is set, or one that could be guessed', async () => {
    const { url } = await app.another({ NUXT_ADMIN_TOKEN: '', NUXT_METRICS_TOKEN: 'short' })
    for (const [path, json] of routes) {
      expect(await code(await call(path, { url, json })), path).toEqual([404, 'not_found'])
      for (const token of ['', 'short']) expect((await call(path, { url, json, token })).status).toBe(404)
    }
    expect(app.logs()).toContain('[admin] NUXT_METRICS_TOKEN is shorter than 32 characters and opens nothing.')
  })

  it('answer 422 and 415 to what they cannot read', async () => {
    for (const json of [{}, { svixId: 7 }, { svixId: 'msg_1', all: true }, { all: false }, []])
      expect(await code(await call('/api/admin/mirror/replay', { token: adminToken, json })), JSON.stringify(json)).toEqual([422, 'invalid_input'])
    for (const json of [{ retentionDays: 0 }, { retentionDays: '1' }, { days: 1 }, null])
      expect(await code(await call('/api/admin/mirror/purge', { token: adminToken, json })), JSON.stringify(json)).toEqual([422, 'invalid_input'])
    const form = await call('/api/admin/mirror/purge', { token: adminToken, json: {}, headers: { 'content-type': 'text/plain' } })
    expect(form.status).toBe(415)
  })
})

describe('GET /api/admin/mirror', () => {
  it('tells the last event, its lag, how many there are, and who was alive', async () => {
    const { id } = await deliver('organization.created', organization())
    const { lastEvent, events, heartbeat } = await status()
    expect(lastEvent).toMatchObject({ svixId: id, type: 'organization.created', outcome: 'applied', attempts: 1 })
    expect(lastEvent.lag).toBeGreaterThanOrEqual(3000)
    expect(lastEvent.lag).toBeLessThan(10_000)
    expect(events.applied).toBeGreaterThan(0)
    expect(Date.now() - heartbeat).toBeLessThan(120_000)
  })

  it('names what is in quarantine, and nothing of its payload', async () => {
    const { id, outcome } = await deliver('organization.updated', organization({ name: { secret: 'ada@example.com' } }))
    expect(outcome).toBe('quarantined')
    const answer = await (await call('/api/admin/mirror', { token: adminToken })).text()
    expect(answer).not.toContain('ada@example.com')
    const found = (JSON.parse(answer) as Status).quarantine.find(({ svixId }) => svixId === id)
    expect(found).toMatchObject({ type: 'organization.updated', attempts: 1, error: expect.stringContaining('name') as unknown })
    expect(found).not.toHaveProperty('payload')
  })
})

describe('POST /api/admin/mirror/replay', () => {
  it('projects one event once more, and counts the attempts', async () => {
    const raw = organization({ name: 7 })
    const { id } = await deliver('organization.created', raw)
    const again = await call('/api/admin/mirror/replay', { token: adminToken, json: { svixId: id } })
    expect(await again.json()).toEqual({ applied: 0, ignored: 0, quarantined: 1, erased: 0 })
    expect((await status()).quarantine.find(({ svixId }) => svixId === id)?.attempts).toBe(2)
    mend(id, payload => payload.replace('"name":7', '"name":"Mended"'))
    expect(await (await call('/api/admin/mirror/replay', { token: adminToken, json: { svixId: id } })).json()).toEqual({ applied: 1, ignored: 0, quarantined: 0, erased: 0 })
    expect((await status()).quarantine.map(({ svixId }) => svixId)).not.toContain(id)
    const file = new Client(app.databaseFile, { readonly: true })
    expect(file.prepare('select name from organizations where id = ?').get(raw.id)).toEqual({ name: 'Mended' })
    expect(file.prepare('select outcome, error, attempts from webhook_events where svix_id = ?').get(id)).toEqual({ outcome: 'applied', error: null, attempts: 3 })
    file.close()
  })

  it('takes all that are in quarantine', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, async () => (await deliver('organization.created', organization({ name: 7 }))).id))
    for (const id of ids.slice(1)) mend(id, payload => payload.replace('"name":7', '"name":"Mended"'))
    const outcomes = await (await call('/api/admin/mirror/replay', { token: adminToken, json: { all: true } })).json() as Status['events']
    expect(outcomes.applied).toBe(4)
    const left = (await status()).quarantine.map(({ svixId }) => svixId)
    expect([left.includes(ids[0]!), ids.slice(1).filter(id => left.includes(id))]).toEqual([true, []])
  })

  it('answers 404 for an event that is not there, and does no harm to one that was applied', async () => {
    expect(await code(await call('/api/admin/mirror/replay', { token: adminToken, json: { svixId: 'msg_nothing' } }))).toEqual([404, 'not_found'])
    const raw = organization(), { id } = await deliver('organization.created', raw)
    await deliver('organization.updated', { ...raw, name: 'Newer', updated_at: 1_800_000_000_000 })
    expect(await (await call('/api/admin/mirror/replay', { token: adminToken, json: { svixId: id } })).json()).toMatchObject({ applied: 1 })
    const file = new Client(app.databaseFile, { readonly: true })
    expect(file.prepare('select name from organizations where id = ?').get(raw.id)).toEqual({ name: 'Newer' })
    file.close()
  })
})

describe('POST /api/admin/mirror/purge', () => {
  it('deletes what is old, and keeps what waits in quarantine for a year', async () => {
    const old = await deliver('organization.created', organization()), fresh = await deliver('organization.created', organization())
    const [waiting, forgotten] = [await deliver('organization.created', organization({ name: 7 })), await deliver('organization.created', organization({ name: 7 }))]
    const file = new Client(app.databaseFile)
    const age = (id: string, days: number) => file.prepare('update webhook_events set received_at = ? where svix_id = ?').run(Date.now() - days * 86_400_000, id)
    for (const [{ id }, days] of [[old, 31], [fresh, 29], [waiting, 31], [forgotten, 366]] as const) age(id, days)
    expect(await (await call('/api/admin/mirror/purge', { token: adminToken, json: {} })).json()).toEqual({ deleted: 2 })
    const left = file.prepare<[], { svix_id: string }>('select svix_id from webhook_events').all().map(({ svix_id }) => svix_id)
    expect([old, fresh, waiting, forgotten].map(({ id }) => left.includes(id))).toEqual([false, true, true, false])
    expect(await (await call('/api/admin/mirror/purge', { token: adminToken, json: { retentionDays: 28 } })).json()).toEqual({ deleted: 1 })
    file.close()
  })
})

describe('GET /api/ready', () => {
  const ready = async () => {
    const response = await call('/api/ready')
    return [response.status, await response.json()]
  }

  it('says yes after a real write', async () => {
    const read = () => {
      const file = new Client(app.databaseFile, { readonly: true })
      const { at } = file.prepare<[], { at: number }>('select updated_at as at from sync_state where key = \'heartbeat\'').get()!
      file.close()
      return at
    }
    const before = read()
    await waitFor('a write', async () => {
      expect(await ready()).toEqual([200, { status: 'ready', reasons: [] }])
      return read() > before
    })
  })

  it('says no while writes wait behind a lock, answers 503 in time, and recovers', async () => {
    const other = new Client(app.databaseFile)
    other.exec('begin immediate')
    try {
      await new Promise(resolve => setTimeout(resolve, 1100))
      const began = performance.now()
      expect(await ready()).toEqual([503, { status: 'unavailable', reasons: ['inbox_stuck'] }])
      expect(performance.now() - began).toBeLessThan(3000)
      expect((await call('/api/health')).status).toBe(200)
    }
    finally {
      other.exec('rollback')
      other.close()
    }
    await waitFor('readiness', async () => (await ready())[0] === 200, 8000)
  })
})

describe('GET /api/metrics', () => {
  const metrics = async (token = metricsToken) => {
    const response = await call('/api/metrics', { token })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    const text = await response.text()
    const value = (line: string) => Number(text.split('\n').find(found => found.startsWith(`${line} `))?.slice(line.length + 1) ?? 0)
    return { text, value }
  }

  it('counts deliveries by type and outcome, their time and their lag', async () => {
    const before = await metrics()
    const { id } = await deliver('organization.created', organization())
    const raw = organization({ name: 7 })
    await deliver('organization.created', raw)
    await deliver('galaxy.collided 💥 {x="y"}', {})
    await deliver('organization.created', organization(), id)
    await fetch(`${app.url}/api/webhooks/clerk`, { method: 'POST', body: '{}' })
    const after = await metrics(adminToken)
    const grown = (line: string) => after.value(line) - before.value(line)
    const events = (type: string, outcome: string) => grown(`clerk_orgs_webhook_events_total{type="${type}",outcome="${outcome}"}`)
    expect([events('organization.created', 'applied'), events('organization.created', 'quarantined'), events('organization.created', 'duplicate'), events('other', 'ignored'), events('unknown', 'refused')]).toEqual([1, 1, 1, 1, 1])
    expect(grown('clerk_orgs_webhook_duration_seconds_count')).toBe(4)
    expect(grown('clerk_orgs_webhook_lag_seconds_count')).toBe(3)
    expect(grown('clerk_orgs_webhook_lag_seconds_bucket{le="2"}')).toBe(0)
    expect(grown('clerk_orgs_quarantined_events')).toBe(1)
    expect(Math.abs(after.value('clerk_orgs_last_event_timestamp_seconds') - Date.now() / 1000)).toBeLessThan(5)
    expect(after.text).not.toContain('💥')
  })

  it('counts requests by the pattern of their route, commits, streams and calls to Clerk', async () => {
    const admin = await app.make.person()
    const made = await app.make.organization(admin)
    const path = `/api/orgs/${made.slug}`
    const before = await metrics()
    await app.fetchAs(admin, path)
    await app.fetchAs(null, '/api/orgs/%3Cscript%3E')
    await app.fetchAs(admin, `${path}/roles`)
    const token = await (await app.session(admin)).token()
    const stream = await openEventStream(signal => fetch(`${app.url}${path}/events`, { signal, headers: { authorization: `Bearer ${token}` } }))
    const after = await metrics()
    const grown = (line: string) => after.value(line) - before.value(line)
    expect(grown('clerk_orgs_http_requests_total{method="GET",route="/api/orgs/:slug",status="200"}')).toBe(1)
    expect(grown('clerk_orgs_http_requests_total{method="GET",route="/api/orgs/:slug",status="401"}')).toBe(1)
    expect(grown('clerk_orgs_clerk_calls_total{outcome="ok"}')).toBeGreaterThan(1)
    expect(grown('clerk_orgs_database_batch_units_count')).toBeGreaterThan(0)
    expect(after.value('clerk_orgs_event_streams')).toBe(before.value('clerk_orgs_event_streams') + 1)
    stream.close()
    await waitFor('the stream to be counted off', async () => (await metrics()).value('clerk_orgs_event_streams') === before.value('clerk_orgs_event_streams'))
    expect(after.text).not.toContain(made.slug)
    expect(after.text).toContain('process_resident_memory_bytes')
  })
})

describe('the log', () => {
  it('has a line for each delivery with its id and outcome, and never the payload', async () => {
    const secret = unique('ada')
    const first = await deliver('organization.created', organization({ name: secret }))
    await deliver('organization.created', organization(), first.id)
    const bad = await deliver('organization.created', organization({ name: [secret] }))
    const lines = await waitFor('the lines', () => {
      const found = app.logs().split('\n').filter(line => line.startsWith('[webhook]') && (line.includes(first.id) || line.includes(bad.id)))
      return found.length === 3 ? found : undefined
    })
    expect(lines.map(line => (JSON.parse(line.slice('[webhook] '.length)) as { outcome: string }).outcome)).toEqual(['applied', 'duplicate', 'quarantined'])
    expect(app.logs()).not.toContain(secret)
  })
})
