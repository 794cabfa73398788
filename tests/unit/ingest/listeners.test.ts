import type { ClerkClient } from '@clerk/backend'
import { describe, expect, it, vi } from 'vitest'
import { countTasks, eraseTraces, listDueTasks, type Database } from '../../../db'
import { ingestWebhook } from '../../../server/ingest'
import { addListener, listenersOf, type EventType, type ListenerAids } from '../../../server/services/mirror/webhook-listeners'
import { mirrorStatus, retryListeners } from '../../../server/services/mirror/mirror'
import { runDueTasks } from '../../../server/services/mirror/webhook-tasks'
import { allRows, tempDatabase } from '../db/temp-database'
import { event, membership, newSecret, organization, signed, user } from './fixtures/payloads'

const clerk = {} as ClerkClient
const HOUR = 3_600_000

let count = 0
/** A listener of its own for one test. */
function listening(type: EventType, run: (event: { data: object }, aids: ListenerAids) => Promise<void>) {
  const name = `listener-${++count}`
  addListener([type], { name, run })
  return name
}

async function setup() {
  const db = await tempDatabase()
  const secret = newSecret()
  const send = (body: object, id?: string) => ingestWebhook({ db, secrets: [secret], listenersOf }, signed(secret, body, id))
  return { db, send }
}

/** Every pause until a task is given up, in ms. */
async function untilGivenUp(db: Database, name: string, start: number): Promise<number[]> {
  const pauses: number[] = []
  for (let now = start; ;) {
    await runDueTasks({ db, clerk, now: () => now }, name)
    const [task] = await allRows(db, 'webhookTasks')
    const { dueAt } = task as { dueAt: number | null }
    if (dueAt === null) return pauses
    pauses.push(dueAt - now)
    now = dueAt
  }
}

describe('a webhook listener', () => {
  it('gets an event of its type once, as it was sent, after what it means is in the mirror', async () => {
    const { db, send } = await setup()
    const seen = vi.fn<(...args: unknown[]) => void>()
    const name = listening('organizationMembership.created', async ({ data }, { db: given, svixId, attempt }) => {
      seen((data as { role: string }).role, svixId, attempt, (await allRows(given as typeof db, 'memberships')).length)
    })
    await send(event('organizationMembership.created', membership()), 'msg_1')
    await send(event('organizationMembership.created', membership()), 'msg_1')
    await send(event('user.created', user()), 'msg_2')
    expect(seen).not.toHaveBeenCalled()
    expect(await countTasks(db)).toEqual({ waiting: 1, givenUp: 0 })
    await runDueTasks({ db, clerk }, name)
    await runDueTasks({ db, clerk }, name)
    expect(seen.mock.calls).toEqual([['org:admin', 'msg_1', 1, 1]])
    expect(await countTasks(db)).toEqual({ waiting: 0, givenUp: 0 })
  })

  it('that rejects is tried again, later each time, for a day, and then given up', async () => {
    const { db, send } = await setup()
    const attempts: number[] = []
    const name = listening('organization.updated', async (_, { attempt }) => {
      attempts.push(attempt)
      throw new Error('the mail server is down')
    })
    await send(event('organization.updated', organization()), 'msg_1')
    const start = Date.now() + 1000
    expect((await untilGivenUp(db, name, start)).map(pause => pause / 1000)).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 36_000])
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(await allRows(db, 'webhookTasks')).toMatchObject([{ listener: name, error: 'Error: the mail server is down', attempts: 8 }])
    expect(await mirrorStatus(db)).toMatchObject({ listeners: { waiting: 0, givenUp: 1 } })
    expect(await retryListeners(db)).toBe(1)
    expect(await mirrorStatus(db)).toMatchObject({ listeners: { waiting: 1, givenUp: 0 } })
  })

  it('runs in one process of several that look at once, and again when that one dies over it', async () => {
    const { db, send } = await setup()
    const run = vi.fn<() => Promise<void>>().mockImplementationOnce(() => new Promise(() => {})).mockResolvedValue(undefined)
    const name = listening('organizationDomain.created', run)
    await send(event('organizationDomain.created', { object: 'organization_domain', id: 'orgdmn_1', organization_id: 'org_acme', name: 'acme.test', enrollment_mode: 'manual_invitation', created_at: 1, updated_at: 1 }), 'msg_1')
    // The first never comes back.
    void runDueTasks({ db, clerk }, name)
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1))
    await Promise.all([runDueTasks({ db, clerk }, name), runDueTasks({ db, clerk }, name)])
    expect(run).toHaveBeenCalledTimes(1)
    const later = () => Date.now() + HOUR
    await Promise.all([runDueTasks({ db, clerk, now: later }, name), runDueTasks({ db, clerk, now: later }, name)])
    expect(run).toHaveBeenCalledTimes(2)
    expect(await listDueTasks(db, name, 10, later())).toEqual([])
  })

  it('that never comes back has failed, and its tasks go on', async () => {
    const { db, send } = await setup()
    const ended = vi.fn<() => void>()
    const run = vi.fn<(event: object, aids: ListenerAids) => Promise<void>>()
      .mockImplementationOnce(async (_, { signal }) => {
        signal.addEventListener('abort', ended)
        await new Promise(() => {})
      }).mockResolvedValue(undefined)
    const name = listening('organization.created', run)
    for (const id of ['msg_1', 'msg_2']) await send(event('organization.created', organization()), id)
    await runDueTasks({ db, clerk, patience: 20 }, name)
    expect(run).toHaveBeenCalledTimes(2)
    expect(ended).toHaveBeenCalledOnce()
    expect(await allRows(db, 'webhookTasks')).toMatchObject([{ svixId: 'msg_1', attempts: 1, error: 'Error: It took too long.' }])
  })

  it('does its own however many tasks of a listener wait that is no more, and begins none when the server stops', async () => {
    const { db, send } = await setup()
    const run = vi.fn<() => Promise<void>>()
    const name = listening('session.ended', run)
    for (let n = 0; n < 30; n++) await send(event('session.ended', { id: `sess_${n}` }), `msg_${n}`)
    await db.write(async ({ write, tables: { webhookTasks } }) => { await write.update(webhookTasks).set({ listener: 'no-more' }) })
    await send(event('session.ended', { id: 'sess_own' }), 'msg_own')
    await runDueTasks({ db, clerk, stop: AbortSignal.abort() }, name)
    expect(run).not.toHaveBeenCalled()
    await runDueTasks({ db, clerk }, name)
    expect(run).toHaveBeenCalledOnce()
  })

  it('hears nothing any more of a person who is gone', async () => {
    const { db, send } = await setup()
    const run = vi.fn<() => Promise<void>>()
    const name = listening('user.created', run)
    await send(event('user.created', user()), 'msg_1')
    await db.write(tx => eraseTraces(tx, 'user_ada'))
    await runDueTasks({ db, clerk }, name)
    expect(run).not.toHaveBeenCalled()
    expect(await countTasks(db)).toEqual({ waiting: 0, givenUp: 0 })
  })

  it('hears nothing of an event that could not be used, and leaves what another release has to do', async () => {
    const { db, send } = await setup()
    const run = vi.fn<() => Promise<void>>()
    const name = listening('session.created', run)
    await send({ type: 'session.created' }, 'msg_1')
    expect(await countTasks(db)).toEqual({ waiting: 0, givenUp: 0 })
    await send(event('session.created', { id: 'sess_1' }), 'msg_2')
    await db.write(async ({ write, tables: { webhookTasks } }) => { await write.update(webhookTasks).set({ listener: 'of-another-release' }) })
    await runDueTasks({ db, clerk }, name)
    expect(run).not.toHaveBeenCalled()
    expect((await countTasks(db)).waiting).toBe(1)
    expect(() => addListener(['user.created'], { name, run })).toThrow(`two webhook listeners "${name}"`)
  })
})
