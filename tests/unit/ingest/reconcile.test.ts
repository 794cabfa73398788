import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findPlan, findRow, getSyncState, putSyncState, type Database } from '../../../db'
import { changePlan } from '../../../clerk-local/domain/billing/subscriptions.ts'
import { applyChanges, openDifferences, ReconcileBusyError } from '../../../server/ingest'
import { membershipDeleted, projectOrganization } from '../../../server/ingest/project/project'
import { World } from '../../clerk-local/state/world.ts'
import { alteringProxy, type Alter } from '../../support/mirror/altering-proxy.ts'
import { history, mirroring } from '../../support/mirror/mirror-history.ts'
import { clerkState, forgottenInvitations, mirrorState, wronglyBuried } from '../../support/mirror/mirror-state.ts'
import { tempDatabase } from '../db/temp-database'

const hour = 3600_000
let world: World, mirror: ReturnType<typeof mirroring>
beforeAll(async () => {
  world = await World.start()
  mirror = mirroring(world)
})
afterAll(() => world.clerk.close())
// The clock goes on, and jumps where a test says so: what is seconds old is not buried.
const { now } = Date
let ahead = 0
beforeEach(() => {
  vi.spyOn(Date, 'now').mockImplementation(() => now() + ahead)
  world.reset()
})
afterEach(() => {
  world.clerk.faults.clear()
  vi.restoreAllMocks()
  ahead = 0
})
const later = (ms: number) => { ahead += ms }

const expectTrue = async (db: Database) => expect(await mirrorState(db, forgottenInvitations(world.clerk.store))).toEqual(clerkState(world.clerk.store))

/** A world with some past, mirrored in full. */
async function mirrored(seed = 1, length = 60) {
  if (length) await mirror.live(history(length, seed))
  const db = await tempDatabase()
  await mirror.run(db)
  await expectTrue(db)
  later(hour)
  return db
}

async function behind(alter: Alter) {
  const proxy = await alteringProxy(world.clerk.backendApiUrl, alter)
  return { apiUrl: proxy.url, [Symbol.asyncDispose]: () => proxy.close() }
}

describe('reconciling', () => {
  it('fills an empty mirror, and then finds nothing', async () => {
    await mirror.live(history(60, 1))
    const db = await tempDatabase()
    const report = await mirror.run(db)
    const memberships = world.clerk.store.memberships.all().length
    expect([report.incomplete, report.unreadable, report.resumed]).toEqual([[], [], false])
    expect(report.counts.memberships).toEqual({ scanned: memberships, missing: memberships })
    await expectTrue(db)
    const again = await mirror.run(db)
    expect([again.differences, openDifferences(again, false)]).toEqual([[], 0])
    const organizations = await db.read.select().from(db.tables.organizations)
    expect(organizations.every(({ filledAt }) => filledAt !== null)).toBe(true)
  })

  it('heals a day of downtime in which 5 % of the events were never sent', async () => {
    for (const seed of [11, 12]) {
      world.reset()
      const db = await mirrored(seed, 40)
      const before = mirror.lastSequence()
      await mirror.live(history(150, seed + 100))
      later(24 * hour)
      const events = mirror.eventsAfter(before), sent = events.filter(({ sequence }) => sequence % 20)
      expect(events.length - sent.length).toBeGreaterThan(2)
      await mirror.deliver(db, sent.reverse())
      expect(await mirrorState(db, forgottenInvitations(world.clerk.store))).not.toEqual(clerkState(world.clerk.store))
      await mirror.run(db)
      await expectTrue(db)
      expect(openDifferences(await mirror.run(db, { fix: false }), false)).toBe(0)
    }
  }, 30_000)

  it('only tells, where it is to check', async () => {
    const db = await mirrored(1, 0)
    const membership = world.clerk.store.memberships.filter(({ role }) => role === 'org:member')[0]!, organization = world.clerk.store.organizations.all()[0]!
    const before = await mirrorState(db)
    await world.backend('DELETE', `/organizations/${membership.organizationId}/memberships/${membership.userId}`)
    await world.backend('PATCH', `/organizations/${organization.id}`, { name: 'Renamed' })
    const user = await world.backend('POST', '/users', { email_address: ['new@example.com'], password: 'orbit-lantern-42' }) as { id: string }
    const report = await mirror.run(db, { fix: false })
    expect(await mirrorState(db)).toEqual(before)
    expect(report.differences).toEqual(expect.arrayContaining([
      { table: 'users', id: user.id, kind: 'missing' }, { table: 'organizations', id: organization.id, kind: 'changed' }, { table: 'memberships', id: membership.id, kind: 'gone' },
    ]))
    expect(openDifferences(report, false)).toBe(report.differences.length)
    expect(await getSyncState(db, 'reconcile.last')).toMatchObject({ updatedAt: expect.any(Number) as unknown })
    await mirror.run(db)
    await expectTrue(db)
  })

  it('can be about one organization', async () => {
    const db = await mirrored()
    const [one, two] = world.clerk.store.organizations.all()
    for (const { id } of [one!, two!]) await world.backend('PATCH', `/organizations/${id}`, { name: 'Renamed' })
    const report = await mirror.run(db, { organizationId: one!.id })
    expect(report.differences).toEqual([{ table: 'organizations', id: one!.id, kind: 'changed' }])
    await world.backend('DELETE', `/organizations/${two!.id}`)
    expect((await mirror.run(db, { organizationId: two!.id })).differences).toEqual([{ table: 'organizations', id: two!.id, kind: 'gone' }])
    const memberships = await db.read.select().from(db.tables.memberships)
    expect(memberships.filter(({ organizationId, deletedAt }) => organizationId === two!.id && deletedAt === null)).toEqual([])
    expect((await mirror.run(db, { organizationId: 'org_nobody' })).differences).toEqual([])
  })

  it('knows of domains, connections and plans, which few events tell of', async () => {
    const db = await mirrored(1, 0)
    const { ctx, store } = world.clerk
    const [one, two] = store.organizations.all()
    const add = (name: string, organizationId: string) => world.backend('POST', '/enterprise_connections', { name, provider: 'saml_custom', domains: [`${name.toLowerCase()}.example`], organization_id: organizationId })
    await add('Stays', one!.id)
    await add('Goes', two!.id)
    for (const name of ['stays.example', 'goes.example']) await world.backend('POST', `/organizations/${one!.id}/domains`, { name, enrollment_mode: 'manual_invitation', verified: true })
    changePlan(ctx, 'org', one!.id, 'team')
    const report = await mirror.run(db)
    await expectTrue(db)
    expect([report.counts.connections?.missing, report.counts.domains?.missing, store.enterpriseConnections.all().length]).toEqual([2, 2, 2])
    expect((await findPlan(db, one!.id))?.slug).toBe('team')
    later(hour)
    const connection = store.enterpriseConnections.all().find(({ name }) => name === 'Goes')!, domain = store.domains.all().find(({ name }) => name === 'goes.example')!
    await world.backend('DELETE', `/enterprise_connections/${connection.id}`)
    await world.backend('DELETE', `/organizations/${one!.id}/domains/${domain.id}`)
    changePlan(ctx, 'org', one!.id, 'free')
    const { differences } = await mirror.run(db)
    expect(differences).toEqual(expect.arrayContaining([{ table: 'connections', id: connection.id, kind: 'gone' }, { table: 'domains', id: domain.id, kind: 'gone' }]))
    await expectTrue(db)
    expect(openDifferences(await mirror.run(db, { fix: false }), false)).toBe(0)
  })

  it('does not write what is right already', async () => {
    const db = await mirrored()
    const version = db.version()
    await mirror.run(db, { fix: false })
    expect(db.version()).toBe(version)
  })
})

describe('reconciling under trouble, with live writes', () => {
  it.each([21, 22])('deletes and overwrites nothing wrongly under 429, 500, cut bodies and short pages (%i)', async (seed) => {
    const db = await mirrored(seed)
    const before = mirror.lastSequence()
    await mirror.live(history(60, seed + 100))
    const { faults } = world.clerk
    faults.clear(seed)
    const paths = ['/organizations*', '/users*', '/organization_roles*', '/organization_permissions*']
    for (const path of paths) {
      faults.add({ kind: 'error', status: 500, probability: 0.1, method: 'GET', path })
      faults.add({ kind: 'error', status: 503, probability: 0.05, method: 'GET', path })
      faults.add({ kind: 'fewer_rows', rows: 0, probability: 0.1, method: 'GET', path })
      faults.add({ kind: 'fewer_rows', rows: 1, probability: 0.1, method: 'GET', path })
      faults.add({ kind: 'cut_body', probability: 0.1, method: 'GET', path })
    }
    faults.add({ kind: 'rate_limit', seconds: 1, times: 1, method: 'GET' })
    // What happens meanwhile is delivered as it comes.
    let done = false
    const writes = (async () => {
      for (let round = 0; !done; round++) {
        const from = mirror.lastSequence()
        await mirror.live(history(3, seed + 1000 + round)).catch(() => { /* A fault struck the writer. */ })
        await mirror.deliver(db, mirror.eventsAfter(from))
        await sleep(5)
      }
    })()
    const waits: string[] = []
    const report = await mirror.run(db, { tries: 20, progress: line => waits.push(line) }).finally(() => { done = true })
    await writes
    faults.clear()
    expect(report.incomplete).toEqual([])
    expect(waits.filter(line => line.startsWith('waiting')).length).toBeGreaterThan(10)
    expect(waits.some(line => /waiting 1\./.test(line)), 'Retry-After is honoured').toBe(true)
    expect(await wronglyBuried(db, world.clerk.store)).toEqual([])
    await mirror.deliver(db, mirror.eventsAfter(before))
    expect(await wronglyBuried(db, world.clerk.store)).toEqual([])
    // What was deleted in the seconds before is buried by its webhook or the next run.
    later(hour)
    await mirror.run(db)
    await expectTrue(db)
  }, 60_000)

  it('deletes nothing because of lists that are empty or cut short without a word', async () => {
    const db = await mirrored()
    const state = await mirrorState(db)
    for (const rows of [0, 1]) {
      await using lying = await behind((path, query, body) => Array.isArray(body.data) && !query.has('user_id') ? { data: body.data.slice(0, rows), total_count: rows } : undefined)
      const report = await mirror.run(db, lying)
      expect(report.counts.users?.gone ?? 0).toBe(0)
      expect(await mirrorState(db)).toEqual(state)
    }
    await using half = await behind((path, query, body) => Array.isArray(body.data) && path.endsWith('/memberships') ? { data: [], total_count: 0 } : undefined)
    await mirror.run(db, half)
    expect(await wronglyBuried(db, world.clerk.store)).toEqual([])
  })

  it('says which lists it could not read in full, and goes on with the others', async () => {
    const db = await mirrored()
    const [one] = world.clerk.store.organizations.all()
    await world.backend('PATCH', `/organizations/${one!.id}`, { name: 'Renamed' })
    world.clerk.faults.add({ kind: 'fewer_rows', rows: 0, path: '/users' })
    const report = await mirror.run(db, { tries: 2 })
    expect(report.incomplete.map(({ what }) => what)).toContain('the list of users')
    expect(report.counts.organizations?.changed).toBe(1)
    expect(await wronglyBuried(db, world.clerk.store)).toEqual([])
  })

  it('does not believe a list that is older than what a webhook said meanwhile', async () => {
    const db = await mirrored()
    const [one] = world.clerk.store.organizations.all()
    await using slow = await behind((path, _, body) => {
      if (path !== '/organizations' || !Array.isArray(body.data)) return
      // Clerk has answered; before it arrives, the mirror hears of something newer.
      const newer = { ...(body.data as { id: string }[]).find(({ id }) => id === one!.id), name: 'Newest', updated_at: Date.now() + 1000 }
      if ('id' in newer) void db.write(tx => applyChanges(tx, projectOrganization(newer, Date.now())))
      return undefined
    })
    await mirror.run(db, slow)
    expect(await findRow(db, 'organizations', one!.id)).toMatchObject({ name: 'Newest' })
  })

  it('leaves a tombstone where it is, and says that Clerk knows better', async () => {
    const db = await mirrored()
    const [membership] = world.clerk.store.memberships.all()
    await db.write(tx => applyChanges(tx, membershipDeleted(membership!, Date.now() - hour)))
    const report = await mirror.run(db)
    expect(report.differences).toEqual([{ table: 'memberships', id: membership!.id, kind: 'buried' }])
    expect(openDifferences(report, true)).toBe(1)
  })

  it('passes over what it cannot read', async () => {
    const db = await mirrored()
    const [user] = world.clerk.store.users.all()
    await using odd = await behind((path, _, body) => path === '/users' && Array.isArray(body) ? undefined : path === '/users' ? { ...body, data: (body.data as { id: string }[]).map(row => row.id === user!.id ? { ...row, created_at: 'yesterday' } : row) } : undefined)
    const report = await mirror.run(db, odd)
    expect(report.unreadable.every(({ id }) => id === user!.id)).toBe(true)
    expect(await wronglyBuried(db, world.clerk.store)).toEqual([])
  })
})

describe('a run', () => {
  it('that was stopped goes on where it was', async () => {
    await mirror.live(history(80, 5))
    const db = await tempDatabase()
    const stop = new AbortController()
    const lines: string[] = []
    const stopped = mirror.run(db, { signal: stop.signal, progress: (line) => {
      lines.push(line)
      if (line === 'organizations sweep') stop.abort(new Error('stopped'))
    } })
    await expect(stopped).rejects.toThrow('stopped')
    expect(JSON.parse((await getSyncState(db, 'reconcile.position'))!.value)).toMatchObject({ step: 'organizations sweep' })
    const resumed: string[] = []
    const report = await mirror.run(db, { progress: line => resumed.push(line) })
    expect(resumed[0]).toBe('organizations sweep')
    expect(report).toMatchObject({ resumed: true, counts: { users: { scanned: world.clerk.store.users.all().length } } })
    await expectTrue(db)
    expect(await getSyncState(db, 'reconcile.position')).toBeUndefined()
  })

  it('that failed keeps its position, and another one starts there', async () => {
    const db = await mirrored()
    world.clerk.faults.add({ kind: 'error', status: 500, path: '/organizations' })
    await expect(mirror.run(db, { tries: 2 })).rejects.toMatchObject({ status: 500 })
    expect(JSON.parse((await getSyncState(db, 'reconcile.position'))!.value)).toMatchObject({ step: 'organizations list' })
    world.clerk.faults.clear()
    expect((await mirror.run(db)).resumed).toBe(true)
  })

  it('is alone: another one is refused, until its holder has been silent for a minute', async () => {
    const db = await mirrored()
    await db.write(tx => putSyncState(tx, 'reconcile.lease', 'another process'))
    await expect(mirror.run(db)).rejects.toThrow(ReconcileBusyError)
    await mirror.run(db, { fix: false })
    later(61_000)
    await mirror.run(db)
    expect(await getSyncState(db, 'reconcile.lease')).toBeUndefined()
    const [first, second] = await Promise.allSettled([mirror.run(db), mirror.run(db)])
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('refuses the keys of another instance, before anything is buried', async () => {
    const db = await mirrored()
    const state = await mirrorState(db)
    await db.write(tx => putSyncState(tx, 'clerk.instance', 'ins_another'))
    await expect(mirror.run(db)).rejects.toThrow('ins_another')
    expect(await mirrorState(db)).toEqual(state)
  })

  it('keeps to its pace', async () => {
    const db = await mirrored(1, 5)
    const began = performance.now()
    const report = await mirror.run(db, { perSecond: 50, pageSize: 500 })
    expect(report.incomplete).toEqual([])
    // instance, 4 lists, users and organizations by their ids, two lists an organization
    const made = 1 + 4 + 2 + 2 * world.clerk.store.organizations.all().length
    expect(performance.now() - began).toBeGreaterThanOrEqual((made - 1) * 20 - 20)
  })
})
