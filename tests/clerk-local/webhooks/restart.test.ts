import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { type ClerkLocal, type ClerkLocalOptions, createClerkLocal } from '../../../clerk-local/index.ts'

let receiver: Server
let url: string
/** Calls that wait for their answer. */
let waiting: ServerResponse[] = []
const opened: ClerkLocal[] = []

beforeEach(async () => {
  waiting = []
  receiver = createServer((_, response) => waiting.push(response))
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
  const local = await createClerkLocal({ webhooks: [{ url }], delivery: { speed: 1e5 }, ...options })
  opened.push(local)
  return local
}
/** Makes a change and waits until its message is on its way. */
async function change(local: ClerkLocal) {
  updateOrganization(local.ctx, local.store.organizations.by('slug', 'acme')[0]!.id, { name: 'X' })
  await expect.poll(() => waiting.length, { timeout: 10_000 }).toBe(1)
}

describe('a delivery in flight', () => {
  it('isn\'t tried again after a reset', async () => {
    const local = await open()
    await change(local)
    local.reset()
    waiting[0]?.writeHead(500).end()
    await local.webhooks.drained()
    expect([waiting.length, local.webhooks.deliveries()]).toEqual([1, []])
  })

  it('isn\'t tried again when its endpoint is gone, and is when the endpoint stays', async () => {
    const local = await open()
    await change(local)
    local.webhooks.setEndpoints([])
    waiting[0]?.writeHead(500).end()
    await local.webhooks.drained()
    expect(local.webhooks.deliveries()).toMatchObject([{ status: 'failed', dueAt: null, attempts: { length: 1 } }])

    waiting = []
    local.webhooks.setEndpoints([{ url }])
    await change(local)
    local.webhooks.setEndpoints([{ url, types: ['organization.updated'] }])
    waiting[0]?.writeHead(500).end()
    await expect.poll(() => waiting.length, { timeout: 10_000 }).toBe(2)
    waiting[1]?.end()
    await local.webhooks.drained()
    expect(local.webhooks.deliveries()[0]).toMatchObject({ status: 'delivered', attempts: { length: 2 } })
  })
})

describe('a restart', () => {
  it('enables endpoints again and keeps what is configured now', async () => {
    const before = await open({ webhooks: [{ url, types: ['user.created'] }] })
    Object.assign(before.webhooks.endpoints()[0]!, { disabled: true, failingSince: 1 })
    const snapshot = before.webhooks.snapshot()
    const configured = await open({ webhooks: [{ url, secret: before.webhookSecret, types: ['organization.updated'] }] })
    configured.webhooks.restore(snapshot)
    expect(configured.webhooks.endpoints()).toMatchObject([{ types: ['organization.updated'], disabled: false, failingSince: null }])
    const bare = await open({ webhooks: [] })
    bare.webhooks.restore(snapshot)
    expect(bare.webhooks.endpoints()).toMatchObject([{ url, types: ['user.created'], disabled: false, failingSince: null }])
  })

  it('goes on with a rotation, and takes a secret that is new', async () => {
    const before = await open()
    const { secrets } = structuredClone(before.webhooks.rotateSecret(before.webhooks.endpoints()[0]!.id))
    const after = await open()
    after.webhooks.restore(before.webhooks.snapshot())
    expect(after.webhooks.endpoints()).toMatchObject([{ secrets }])
    const secret = `whsec_${Buffer.from('another secret, long enough').toString('base64')}`
    const changed = await open({ webhooks: [{ url, secret }] })
    changed.webhooks.restore(before.webhooks.snapshot())
    expect(changed.webhooks.endpoints()).toMatchObject([{ secrets: [{ key: secret, expiresAt: null }] }])
  })
})
