import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { Webhook } from 'svix'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMember, changeRole } from '../../../clerk-local/domain/organizations/memberships.ts'
import { DeliveryLog } from '../../../clerk-local/webhooks/log.ts'
import type { Delivery } from '../../../clerk-local/webhooks/index.ts'
import { updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { type ClerkLocal, type ClerkLocalOptions, createClerkLocal } from '../../../clerk-local/index.ts'

interface Received { headers: IncomingHttpHeaders, body: string, at: number }
type Answer = number | 'hang' | 'redirect' | 'big'

let receiver: Server
let url: string
let received: Received[] = []
/** What the receiver answers, in turn; the last one stays. */
let answers: Answer[] = [200]
const opened: ClerkLocal[] = []

beforeEach(async () => {
  received = []
  answers = [200]
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => body += chunk.toString())
    request.on('end', () => {
      received.push({ headers: request.headers, body, at: Date.now() })
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (answer === 'hang') return
      if (answer === 'redirect') response.writeHead(307, { location: '/elsewhere' }).end()
      else if (answer === 'big') response.writeHead(500).end('x'.repeat(50_000))
      else response.writeHead(answer as number).end('noted')
    })
  })
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
  const address = receiver.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map(local => local.close()))
  receiver.closeAllConnections()
  await new Promise(resolve => receiver.close(resolve))
})

async function open(options: ClerkLocalOptions = {}) {
  const local = await createClerkLocal({ webhooks: [{ url }], delivery: { speed: 1000 }, ...options })
  opened.push(local)
  return local
}
const acme = (local: ClerkLocal) => local.store.organizations.by('slug', 'acme')[0]!
const user = (local: ClerkLocal, name: string) => local.store.userByEmail(`${name}+clerk_test@example.com`)!.id
const types = () => received.map(r => (JSON.parse(r.body) as { type: string }).type)

describe('webhooks', () => {
  it('sends nothing of the seed, and signs what changes', async () => {
    const local = await open()
    await local.webhooks.settled()
    expect(received).toHaveLength(0)

    const membership = addMember(local.ctx, { organizationId: acme(local).id, userId: user(local, 'dan'), role: 'org:member' })
    await local.webhooks.settled()
    expect(received).toHaveLength(1)
    const [{ headers, body }] = received as [Received]
    expect(headers['svix-id']).toMatch(/^msg_\w{27}$/)
    new Webhook(local.webhookSecret).verify(body, headers as Record<string, string>)
    expect(() => new Webhook(local.webhookSecret).verify(`${body} `, headers as Record<string, string>)).toThrow()
    expect(JSON.parse(body)).toMatchObject({
      object: 'event',
      type: 'organizationMembership.created',
      instance_id: expect.stringMatching(/^ins_/) as string,
      timestamp: expect.any(Number) as number,
      data: { id: membership.id, role: 'org:member', organization: { slug: 'acme' }, public_user_data: { user_id: user(local, 'dan') } },
      event_attributes: { http_request: { client_ip: '', user_agent: '' } },
    })
    expect(local.webhooks.deliveries()).toMatchObject([{ status: 'delivered', attempts: [{ status: 200, response: 'noted', error: null }] }])
  })

  it('tells who made the call', async () => {
    const local = await open()
    const response = await fetch(`${local.backendApiUrl}/v1/organizations/${acme(local).id}`, {
      method: 'PATCH', headers: { 'authorization': `Bearer ${local.secretKey}`, 'content-type': 'application/json', 'user-agent': 'a-test/1' }, body: '{"name":"Renamed"}',
    })
    expect(response.status).toBe(200)
    await local.webhooks.settled()
    expect(JSON.parse(received[0]!.body)).toMatchObject({ type: 'organization.updated', data: { name: 'Renamed' }, event_attributes: { http_request: { client_ip: '127.0.0.1', user_agent: 'a-test/1' } } })
  })

  it('starts deliveries in the order of the changes', async () => {
    const local = await open({ delivery: { concurrency: 1 } })
    for (let i = 0; i < 20; i++) updateOrganization(local.ctx, acme(local).id, { name: `Name ${i}` })
    await local.webhooks.settled()
    expect(received.map(r => (JSON.parse(r.body) as { data: { name: string } }).data.name)).toEqual(Array.from({ length: 20 }, (_, i) => `Name ${i}`))
  })

  it('tries again by the schedule with the same id and a new time stamp, until 2xx', async () => {
    const local = await open()
    answers = [500, 'redirect', 404, 200]
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    await local.webhooks.drained()
    expect(received).toHaveLength(4)
    expect(new Set(received.map(r => r.headers['svix-id'])).size).toBe(1)
    for (const { headers, body } of received) new Webhook(local.webhookSecret).verify(body, headers as Record<string, string>)
    const [delivery] = local.webhooks.deliveries()
    expect(delivery).toMatchObject({ status: 'delivered', dueAt: null })
    expect(delivery!.attempts.map(a => a.status)).toEqual([500, 307, 404, 200])
    // 5 s, 5 min and 30 min, a thousand times faster.
    expect(received[2]!.at - received[1]!.at).toBeGreaterThanOrEqual(295)
    expect(received[3]!.at - received[2]!.at).toBeGreaterThanOrEqual(1795)
  })

  it('gives up after eight attempts, and a resend by hand still gets through', async () => {
    const local = await open({ delivery: { speed: 1e5 } })
    answers = ['big']
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    await local.webhooks.drained()
    const [delivery] = local.webhooks.deliveries()
    expect(delivery).toMatchObject({ status: 'failed', dueAt: null, attempts: { length: 8 } })
    expect(delivery!.attempts[0]!.response.length).toBeLessThan(1100)
    answers = [204]
    expect(await local.webhooks.resend(delivery!.id)).toMatchObject({ status: 'delivered' })
    expect(received.at(-1)!.headers['svix-id']).toBe(received[0]!.headers['svix-id'])
  })

  it('counts a hanging receiver as failed, and does not let it hold up others', async () => {
    const other = await new Promise<Server>((resolve) => {
      const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1', () => resolve(server))
    })
    const address = other.address()
    const local = await open({ webhooks: [{ url }, { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/` }], delivery: { timeoutMs: 2000, speed: 0.001 } })
    answers = ['hang']
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    await local.webhooks.settled()
    expect(local.webhooks.deliveries().map(d => d.status).sort()).toEqual(['delivered', 'pending'])
    expect(local.webhooks.deliveries().find(d => d.status === 'pending')!.attempts).toMatchObject([{ status: null, error: 'No answer within 2 s.' }])
    other.close()
  })

  it('reports a receiver that is not there, and starts no attempt before its time', async () => {
    const local = await open({ webhooks: [{ url: 'http://127.0.0.1:1/x' }], delivery: {} })
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    await local.webhooks.settled()
    await local.webhooks.settled()
    const [delivery] = local.webhooks.deliveries()
    expect(delivery!.attempts).toHaveLength(1)
    expect(delivery!.dueAt! - delivery!.attempts[0]!.at).toBeGreaterThan(4000)
  })

  it('sends an endpoint only the types it asked for, signed with its own secret', async () => {
    const secret = `whsec_${Buffer.from('another secret, long enough').toString('base64')}`
    const local = await open({ webhooks: [{ url, types: ['organizationMembership.updated'], secret }] })
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    changeRole(local.ctx, acme(local).id, user(local, 'bob'), 'org:admin')
    await local.webhooks.settled()
    expect(types()).toEqual(['organizationMembership.updated'])
    expect(() => new Webhook(secret).verify(received[0]!.body, received[0]!.headers as Record<string, string>)).not.toThrow()
  })

  it('keeps endpoints of one URL apart', async () => {
    const secret = `whsec_${Buffer.from('another secret, long enough').toString('base64')}`
    const local = await open({ webhooks: [{ url, types: ['organization.updated'] }, { url, types: ['organizationMembership.updated'], secret }] })
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    changeRole(local.ctx, acme(local).id, user(local, 'bob'), 'org:admin')
    await local.webhooks.settled()
    expect(received).toHaveLength(2)
    for (const { headers, body } of received) {
      const key = body.includes('organizationMembership.updated') ? secret : local.webhookSecret
      expect(() => new Webhook(key).verify(body, headers as Record<string, string>)).not.toThrow()
    }
  })

  it('signs with both secrets while the key rotates', async () => {
    const local = await open()
    const [endpoint] = local.webhooks.endpoints()
    const rotated = local.webhooks.rotateSecret(endpoint!.id)
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    await local.webhooks.settled()
    const { headers, body } = received[0]!
    expect(String(headers['svix-signature']).split(' ')).toHaveLength(2)
    for (const secret of [local.webhookSecret, rotated.secrets[0]!.key]) expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow()
  })

  it('replays every change since a time, the seed too, with the ids they had', async () => {
    const local = await open()
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    await local.webhooks.settled()
    const [first] = received
    const seeded = local.store.changes.all().filter(change => change.seeded).length
    expect(local.webhooks.replay()).toBe(seeded + 1)
    await local.webhooks.settled()
    expect(received).toHaveLength(seeded + 2)
    expect(received.filter(r => r.headers['svix-id'] === first!.headers['svix-id'])).toHaveLength(2)
    expect(received.find(r => r !== first && r.headers['svix-id'] === first!.headers['svix-id'])!.body).toBe(first!.body)
    expect(types()).toContain('organization.created')
    expect(local.webhooks.replay(Date.now() + 1000)).toBe(0)
  })

  it('takes very many at once, and forgets none that is pending', () => {
    const log = new DeliveryLog()
    const start = performance.now()
    for (let n = 0; n < 20_000; n++) log.add({ id: `dlv_${n}`, status: n < 19_000 ? 'pending' : 'delivered' } as Delivery)
    expect(performance.now() - start).toBeLessThan(2000)
    expect(log.all().filter(delivery => delivery.status === 'pending')).toHaveLength(19_000)
  })

  it('disables an endpoint that takes nothing for five days', async () => {
    const local = await open({ delivery: { speed: 1e7 } })
    answers = [500]
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    await local.webhooks.drained()
    await new Promise(resolve => setTimeout(resolve, 60))
    updateOrganization(local.ctx, acme(local).id, { name: 'Y' })
    await local.webhooks.drained()
    expect(local.webhooks.endpoints()[0]!.disabled).toBe(true)
    const count = received.length
    updateOrganization(local.ctx, acme(local).id, { name: 'Z' })
    await local.webhooks.drained()
    expect(received).toHaveLength(count)
    local.reset()
    expect(local.webhooks.endpoints()).toMatchObject([{ disabled: false, failingSince: null }])
  })

  it('is controlled over HTTP by tests', async () => {
    const local = await open({ webhooks: [] })
    const control = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${local.url}/__test__${path}`, { method, headers: { 'content-type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body) })
      return { status: response.status, body: await response.json() as Record<string, never> & { data: { id: string, type: string, sequence: number, seeded: boolean }[] } }
    }
    expect((await control('PUT', '/webhooks/endpoints', { endpoints: [{ url }] })).body.data).toHaveLength(1)
    for (const endpoint of [{ url: 'ftp://x' }, { url, secret: 'whsec_' }]) expect((await control('PUT', '/webhooks/endpoints', { endpoints: [endpoint] })).status).toBe(422)
    updateOrganization(local.ctx, acme(local).id, { name: 'X' })
    expect((await control('POST', '/webhooks/settled')).body).toMatchObject({ pending: 0 })
    const { data: [delivery] } = (await control('GET', '/webhooks/deliveries')).body
    expect((await control('POST', `/webhooks/deliveries/${delivery!.id}/resend`)).body).toMatchObject({ status: 'delivered', attempts: { length: 2 } })
    const { data: changes } = (await control('GET', '/changes?type=organization.updated')).body
    expect(changes.filter(change => !change.seeded)).toHaveLength(1)

    const snapshot = (await control('GET', '/snapshot')).body
    updateOrganization(local.ctx, acme(local).id, { name: 'Y' })
    expect((await control('POST', '/restore', snapshot)).status).toBe(200)
    expect(acme(local).name).toBe('X')
    expect((await control('POST', '/clock', { advance_ms: 86_400_000 })).body).toMatchObject({ offset_ms: 86_400_000 })
    for (const nonsense of [{ offset_ms: 1e300 }, { offset_ms: 3e12, advance_ms: 3e12 }]) expect((await control('POST', '/clock', nonsense)).status).toBe(422)
    expect((await control('GET', '/changes?after=x')).status).toBe(422)
    expect((await control('POST', '/seed', { seed: { users: [{ email: 'only@example.com' }] } })).status).toBe(200)
    expect(local.store.users.size).toBe(1)
    expect((await control('POST', '/seed', { seed: { userz: [] } })).status).toBe(422)
    expect((await control('POST', '/reset')).status).toBe(200)
    expect(acme(local).name).toBe('Acme')
    expect((await control('GET', '/nothing')).status).toBe(404)
    const foreign = await fetch(`${local.url}/__test__/reset`, { method: 'POST', headers: { origin: 'https://evil.test' } })
    expect(foreign.status).toBe(403)
  })
})
