import { request } from 'node:http'
import { Webhook } from 'svix'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { unique } from '../../support/app/builders.ts'

let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

interface Delivery { id?: string, secret?: string, at?: Date, body?: string }

/** A delivery as Svix makes it, signed with the endpoint's secret unless another is given. */
function deliver(event: unknown, { id = unique('msg'), secret = app.clerk.webhookSecret, at = new Date(), body = JSON.stringify(event) }: Delivery = {}) {
  return fetch(`${app.url}/api/webhooks/clerk`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
      'svix-signature': new Webhook(secret).sign(id, at, body),
    },
  })
}

const event = (type: string, data: unknown, timestamp = Date.now()) => ({ object: 'event', type, data, timestamp, instance_id: 'ins_test' })

/** A new organization with an admin who has a session in it, and its current JSON. */
async function organization() {
  const admin = await app.make.person()
  const made = await app.make.organization(admin, 'Hooked')
  await app.clerk.webhooks.settled()
  const name = async () => (await (await app.fetchAs(admin, `/api/orgs/${made.slug}`)).json() as { org: { name: string } }).org.name
  return { name, json: made.raw as unknown as { name: string, updated_at: number } }
}

describe('POST /api/webhooks/clerk', () => {
  it('projects a signed event, and a repeated one has no second effect', async () => {
    const { name, json } = await organization()
    const renamed = (to: string, later: number) => event('organization.updated', { ...json, name: to, updated_at: json.updated_at + later })
    const id = unique('msg')
    expect((await deliver(renamed('Renamed', 1000), { id })).status).toBe(200)
    expect(await name()).toBe('Renamed')
    expect((await deliver(renamed('Renamed again', 2000), { id })).status).toBe(200)
    expect(await name()).toBe('Renamed')
    expect((await deliver(renamed('Older', 500))).status).toBe(200)
    expect(await name()).toBe('Renamed')
  })

  it.each<[string, Delivery, (headers: Headers) => void]>([
    ['another secret', { secret: `whsec_${Buffer.from('another secret altogether').toString('base64')}` }, () => {}],
    ['an old timestamp', { at: new Date(Date.now() - 600_000) }, () => {}],
  ])('answers 400 to %s and changes nothing', async (_, options) => {
    const { name, json } = await organization()
    const response = await deliver(event('organization.updated', { ...json, name: 'Forged', updated_at: json.updated_at + 1000 }), options)
    expect([response.status, (await response.json() as { data: { code: string } }).data.code]).toEqual([400, 'bad_signature'])
    expect(await name()).toBe('Hooked')
  })

  it('answers 400 when the body is not the one that was signed, or nothing is signed', async () => {
    const unsigned = await fetch(`${app.url}/api/webhooks/clerk`, { method: 'POST', body: '{}' })
    expect(unsigned.status).toBe(400)
    const at = new Date()
    const signature = new Webhook(app.clerk.webhookSecret).sign('msg_1', at, '{"a":1}')
    const altered = await fetch(`${app.url}/api/webhooks/clerk`, {
      method: 'POST', body: '{"a":2}', headers: { 'svix-id': 'msg_1', 'svix-timestamp': String(Math.floor(at.getTime() / 1000)), 'svix-signature': signature },
    })
    expect(altered.status).toBe(400)
  })

  it('acknowledges what it does not know or cannot use, so that the endpoint stays enabled', async () => {
    expect((await deliver(event('sms.created', { object: 'sms_message' }))).status).toBe(200)
    expect((await deliver(event('organization.updated', { object: 'organization' }))).status).toBe(200)
    expect((await deliver(null, { body: 'not json' })).status).toBe(200)
  })

  it('refuses more than a megabyte before any work', async () => {
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${app.url}/api/webhooks/clerk`, { method: 'POST', headers: { 'content-length': 2_000_000 } }, response => resolve(response.resume().statusCode))
      sent.on('error', reject)
      sent.write('{')
    })
    expect(status).toBe(413)
  })

  it('accepts nothing without a secret', async () => {
    const closed = await startApp({ env: { NUXT_CLERK_WEBHOOK_SIGNING_SECRET: undefined } })
    try {
      const response = await fetch(`${closed.url}/api/webhooks/clerk`, { method: 'POST', body: '{}' })
      expect([response.status, (await response.json() as { data: { code: string } }).data.code]).toEqual([500, 'webhook_secret_missing'])
    }
    finally { await closed.close() }
  })
})
