import { Webhook } from 'svix'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { openReceiver } from './receiver.ts'

let clerk: ClerkLocal
let receiver: Awaited<ReturnType<typeof openReceiver>>

beforeAll(async () => {
  receiver = await openReceiver()
  clerk = await createClerkLocal({ randomSeed: 7, webhooks: [{ url: receiver.url }], delivery: { concurrency: 1 } })
})
afterAll(async () => {
  await clerk.close()
  await receiver.close()
})
beforeEach(() => {
  clerk.reset()
  receiver.arrived.length = 0
})

/** Makes so many changes and waits for what comes of them. */
async function rename(count: number) {
  const [acme] = clerk.store.organizations.by('slug', 'acme')
  for (let i = 0; i < count; i++) updateOrganization(clerk.ctx, acme!.id, { name: `Name ${i}` })
  await clerk.webhooks.settled()
  return receiver.arrived.map(({ data }) => String(data.name))
}
const control = (method: string, path: string, body?: object) =>
  fetch(`${clerk.url}/__test__/faults${path}`, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) })

describe('faults of deliveries', () => {
  it('sends a message several times with the same svix-id, each signed', async () => {
    clerk.faults.add({ kind: 'duplicate', copies: 3, times: 1 })
    expect(await rename(2)).toEqual(['Name 0', 'Name 0', 'Name 0', 'Name 1'])
    expect(new Set(receiver.arrived.map(a => a.id)).size).toBe(2)
    for (const { body, headers } of receiver.arrived) new Webhook(clerk.webhookSecret).verify(body, headers as Record<string, string>)
  })

  it('drops messages by type, by number and by chance, and the log shows them', async () => {
    clerk.faults.add({ kind: 'drop', types: ['user.created'] })
    clerk.faults.add({ kind: 'drop', times: 2 })
    expect(await rename(3)).toEqual(['Name 2'])
    expect(clerk.webhooks.deliveries().map(d => d.status)).toEqual(['delivered', 'dropped', 'dropped'])
    expect(clerk.faults.all().map(f => [f.struck, f.left])).toEqual([[0, null], [2, 0]])

    clerk.reset()
    receiver.arrived.length = 0
    clerk.faults.add({ kind: 'drop', probability: 0.5 })
    const first = await rename(20)
    expect(first.length).toBeGreaterThan(3)
    expect(first.length).toBeLessThan(17)
    clerk.reset()
    receiver.arrived.length = 0
    clerk.faults.add({ kind: 'drop', probability: 0.5 })
    expect(await rename(20)).toEqual(first)
  })

  it('delays messages', async () => {
    clerk.faults.add({ kind: 'delay', ms: 500, times: 1 })
    const start = Date.now()
    expect(await rename(2)).toEqual(['Name 1'])
    await clerk.webhooks.drained()
    expect(receiver.arrived.map(a => a.data.name)).toEqual(['Name 1', 'Name 0'])
    expect(receiver.arrived[1]!.at - start).toBeGreaterThanOrEqual(499)
  })

  it('reorders windows of messages, the same way for the same seed', async () => {
    const inOrder = Array.from({ length: 10 }, (_, i) => `Name ${i}`)
    clerk.faults.add({ kind: 'reorder', window: 5 })
    const first = await rename(10)
    expect([...first].sort()).toEqual(inOrder)
    expect([...first.slice(0, 5)].sort()).toEqual(inOrder.slice(0, 5))
    expect(first.slice(0, 5)).not.toEqual(inOrder.slice(0, 5))
    expect(first.slice(5)).not.toEqual(inOrder.slice(5))
    clerk.reset()
    receiver.arrived.length = 0
    clerk.faults.add({ kind: 'reorder', window: 5 })
    expect(await rename(10)).toEqual(first)
  })

  it('lets a window go that doesn\'t fill up', async () => {
    clerk.faults.add({ kind: 'reorder', window: 50 })
    expect(await rename(2)).toEqual(['Name 1', 'Name 0'])
  })

  it('are controlled over HTTP', async () => {
    const made = await control('POST', '', { kind: 'drop', times: 1 })
    expect(made.status).toBe(201)
    const { id } = await made.json() as { id: string }
    expect(await rename(1)).toEqual([])
    expect(await (await control('GET', '')).json()).toMatchObject({ data: [{ id, kind: 'drop', left: 0, struck: 1 }] })
    expect((await control('DELETE', `/${id}`)).status).toBe(200)
    expect((await control('DELETE', `/${id}`)).status).toBe(404)
    expect((await control('DELETE', '', { random_seed: 3 })).status).toBe(200)
    for (const nonsense of [{}, { kind: 'burn' }, { kind: 'drop', often: true }, { kind: 'delay' }, { kind: 'duplicate', copies: 1e9 }, [], { kind: 'error', status: 200 }]) {
      expect((await control('POST', '', nonsense)).status).toBe(422)
    }
    expect((await control('PUT', '/x/y', {})).status).toBe(404)
  })
})
