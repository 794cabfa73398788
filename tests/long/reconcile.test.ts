import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { openDifferences } from '../../server/ingest'
import { World } from '../clerk-local/state/world.ts'
import { history, mirroring } from '../support/mirror/mirror-history.ts'
import { clerkState, forgottenInvitations, mirrorState, wronglyBuried } from '../support/mirror/mirror-state.ts'
import { tempDatabase } from '../unit/db/temp-database'

const hour = 3600_000
const runs = Number(process.env.LONG_RUNS ?? 20)
let world: World, mirror: ReturnType<typeof mirroring>
beforeAll(async () => {
  world = await World.start()
  mirror = mirroring(world)
})
afterAll(() => world.clerk.close())
const { now } = Date
let ahead = 0
beforeEach(() => { vi.spyOn(Date, 'now').mockImplementation(() => now() + ahead) })
afterEach(() => {
  world.clerk.faults.clear()
  vi.restoreAllMocks()
  ahead = 0
})

async function mirrored(seed: number) {
  world.reset()
  await mirror.live(history(120, seed))
  const db = await tempDatabase()
  await mirror.run(db)
  ahead += hour
  return db
}
const state = (db: Awaited<ReturnType<typeof mirrored>>) => mirrorState(db, forgottenInvitations(world.clerk.store))

it(`a day of downtime with 5 % of the events never sent, ${runs} histories`, { timeout: runs * 60_000 }, async () => {
  let lost = 0, healed = 0
  for (let seed = 1; seed <= runs; seed++) {
    const db = await mirrored(seed)
    const before = mirror.lastSequence()
    await mirror.live(history(600, seed + 10_000))
    ahead += 24 * hour
    const events = mirror.eventsAfter(before), sent = events.filter(({ sequence }) => sequence % 20)
    lost += events.length - sent.length
    await mirror.deliver(db, sent.reverse())
    healed += openDifferences(await mirror.run(db), false)
    expect(await state(db), `history ${seed}`).toEqual(clerkState(world.clerk.store))
    expect(openDifferences(await mirror.run(db, { fix: false }), false), `history ${seed}`).toBe(0)
  }
  console.log(`${runs} histories, ${lost} events lost, ${healed} differences healed, none left`)
})

it(`429, 500, 503, cut bodies, truncated and empty pages with live writes, ${runs} histories`, { timeout: runs * 60_000 }, async () => {
  let waits = 0, writes = 0
  for (let seed = 1; seed <= runs; seed++) {
    const db = await mirrored(seed)
    const { faults } = world.clerk
    const before = mirror.lastSequence()
    faults.clear(seed)
    for (const path of ['/organizations*', '/users*', '/organization_roles*', '/organization_permissions*', '/enterprise_connections*', '/billing*']) {
      for (const status of [500, 503]) faults.add({ kind: 'error', status, probability: 0.1, method: 'GET', path })
      for (const rows of [0, 1]) faults.add({ kind: 'fewer_rows', rows, probability: 0.1, method: 'GET', path })
      faults.add({ kind: 'cut_body', probability: 0.1, method: 'GET', path })
    }
    faults.add({ kind: 'rate_limit', seconds: 1, times: 1, method: 'GET' })
    let done = false
    const live = (async () => {
      for (let round = 0; !done; round++, writes += 3) {
        const from = mirror.lastSequence()
        await mirror.live(history(3, seed + 100_000 + round)).catch(() => { /* A fault struck the writer. */ })
        await mirror.deliver(db, mirror.eventsAfter(from))
        await sleep(5)
      }
    })()
    const report = await mirror.run(db, { tries: 30, progress: (line) => { waits += Number(line.startsWith('waiting')) } }).finally(() => { done = true })
    await live
    faults.clear()
    expect(report.incomplete, `history ${seed}`).toEqual([])
    expect(await wronglyBuried(db, world.clerk.store), `history ${seed}`).toEqual([])
    await mirror.deliver(db, mirror.eventsAfter(before))
    ahead += hour
    await mirror.run(db)
    expect(await wronglyBuried(db, world.clerk.store), `history ${seed}`).toEqual([])
    expect(await state(db), `history ${seed}`).toEqual(clerkState(world.clerk.store))
  }
  console.log(`${runs} histories, ${writes} live writes, ${waits} failed calls tried again, nothing wrong`)
})
