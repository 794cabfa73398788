import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApp, toNodeListener } from 'h3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { findOrganization } from '../../../db'
import handler from '../../../server/api/webhooks/clerk.post'
import { allRows, holdWriteLock, tempDatabase } from '../db/temp-database'
import { event, newSecret, organization, signed } from './fixtures/payloads'

/** The real handler on a real socket. */
async function serve(secrets?: string[]) {
  const db = await tempDatabase(), secret = newSecret()
  const app = createApp({ onRequest: ({ context }) => { Object.assign(context, { db, config: { webhookSecrets: secrets ?? [secret] } }) } })
  const server = createServer(toNodeListener(app.use('/', handler)))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections() }))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const post = async ({ headers, rawBody }: ReturnType<typeof signed>) => {
    const response = await fetch(url, { method: 'POST', headers, body: rawBody })
    return { status: response.status, body: await response.json() as { data?: { code?: string } } }
  }
  return { db, secret, url, post }
}

const body = event('organization.created', organization())

describe('POST /api/webhooks/clerk', () => {
  it('answers 200 once the event is committed, and again for the same event', async () => {
    const { db, secret, post } = await serve()
    expect(await post(signed(secret, body, 'msg_1'))).toEqual({ status: 200, body: { outcome: 'applied' } })
    expect((await findOrganization(db, 'acme'))?.id).toBe('org_acme')
    expect(await post(signed(secret, body, 'msg_1'))).toEqual({ status: 200, body: { outcome: 'duplicate' } })
  })

  it('verifies the bytes that came, whatever their spacing and letters', async () => {
    const { secret, post } = await serve()
    const odd = JSON.stringify({ ...body, data: organization({ name: 'Ünïcode 🚀  ' }) }, null, 3)
    expect((await post(signed(secret, odd))).body).toEqual({ outcome: 'applied' })
  })

  it('answers 400 bad_signature', async () => {
    const { post } = await serve()
    expect(await post(signed(newSecret(), body))).toMatchObject({ status: 400, body: { data: { code: 'bad_signature' } } })
    expect(await post({ headers: {}, rawBody: '' })).toMatchObject({ status: 400, body: { data: { code: 'bad_signature' } } })
  })

  it('answers 500 webhook_secret_missing', async () => {
    const { secret, post } = await serve([])
    expect(await post(signed(secret, body))).toMatchObject({ status: 500, body: { data: { code: 'webhook_secret_missing' } } })
  })

  it('answers 503 database_unavailable when the event could not be kept, and takes it later', { timeout: 15_000 }, async () => {
    const { db, secret, post } = await serve()
    const giveBack = await holdWriteLock(db)
    expect(await post(signed(secret, body, 'msg_1'))).toMatchObject({ status: 503, body: { data: { code: 'database_unavailable' } } })
    await giveBack()
    expect((await post(signed(secret, body, 'msg_1'))).body).toEqual({ outcome: 'applied' })
  })

  it('answers 413 by the announced length, before any work', async () => {
    const { secret, post } = await serve()
    expect(await post(signed(secret, 'x'.repeat(1_000_001)))).toMatchObject({ status: 413, body: { data: { code: 'payload_too_large' } } })
    expect((await post(signed(secret, 'x'.repeat(1_000_000)))).status).toBe(200)
  })

  it('takes a body that is cut off for no event and no fault', async () => {
    const { db, secret, url, post } = await serve()
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => said.mockRestore())
    const cut = request(url, { method: 'POST', headers: { ...signed(secret, body).headers, 'content-length': 1000 } }).on('error', () => {})
    cut.write('{')
    await sleep(50)
    cut.destroy()
    await sleep(50)
    expect((await post(signed(secret, body))).status).toBe(200)
    expect(await allRows(db, 'webhookEvents')).toHaveLength(1)
    expect(said).not.toHaveBeenCalled()
  })

  it('answers 413 in the middle of an endless stream', async () => {
    const { url } = await serve()
    let sent = 0
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const endless = request(url, { method: 'POST', headers: { 'Transfer-Encoding': 'chunked' } }, response => resolve(response.statusCode))
      endless.on('error', reject)
      const chunk = Buffer.alloc(64_000)
      const more = () => {
        sent += chunk.length
        if (sent > 200_000_000) return reject(new Error('never refused'))
        if (!endless.destroyed) endless.write(chunk, () => setImmediate(more))
      }
      more()
    })
    expect(status).toBe(413)
    expect(sent).toBeLessThan(50_000_000)
  })
})
