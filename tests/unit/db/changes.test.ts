import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { changesPosition, isPositionKept, listChanges, recordChanges, type Database } from '../../../db'
import { waitFor } from '../../support/app/wait'
import { allRows, opened, tempDatabase } from './temp-database'

const HOUR = 3_600_000
const change = (organizationId: string) => ({ organizationId, kind: 'members' as const, userId: 'user_ada' })
const record = (db: Database, organizations: string[], at?: number) => db.write(tx => recordChanges(tx, organizations.map(change), at))
const all = async (db: Database) => (await allRows(db, 'organizationChanges')).sort((a, b) => a.id - b.id)

describe('the log of changes', () => {
  it('rises in the order of commits, whatever the clock does', async () => {
    const db = await tempDatabase()
    for (const at of [5000, 5000, 1000, 6000]) await record(db, ['org_a', 'org_b'], at)
    const ids = (await all(db)).map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
    expect(ids).toHaveLength(8)
  })

  it('gives one organization\'s changes after a position', async () => {
    const db = await tempDatabase()
    await record(db, ['org_a', 'org_b', 'org_a'])
    const [first, second] = await listChanges(db, 'org_a', 0, 10)
    expect((await listChanges(db, 'org_a', first!.id, 10)).map(({ id }) => id)).toEqual([second!.id])
    expect(await listChanges(db, 'org_a', second!.id, 10)).toEqual([])
    expect(await listChanges(db, 'org_a', 0, 1)).toHaveLength(1)
  })

  it('forgets after an hour, and nothing before', async () => {
    const db = await tempDatabase()
    const now = Date.now()
    await record(db, ['org_a'], now - HOUR - 1000)
    await record(db, ['org_b'], now - HOUR + 60_000)
    await record(db, ['org_c'], now)
    expect((await all(db)).map(({ organizationId }) => organizationId)).toEqual(['org_b', 'org_c'])
    expect(isPositionKept((now - HOUR - 1000) * 1000, now)).toBe(false)
    expect(isPositionKept((now - HOUR + 60_000) * 1000, now)).toBe(true)
    expect(isPositionKept((now + HOUR) * 1000, now)).toBe(false)
    expect(isPositionKept(Number.NaN, now)).toBe(false)
  })

  it('stands at the organization\'s newest change, and tells nothing of others', async () => {
    const db = await tempDatabase()
    const now = Date.now()
    const quiet = await changesPosition(db, 'org_a', now)
    await record(db, ['org_b'], now)
    expect(await changesPosition(db, 'org_a', now)).toBe(quiet)
    await record(db, ['org_a'], now)
    expect(await changesPosition(db, 'org_a', now)).toBe((await all(db)).at(-1)!.id)
    expect(isPositionKept(quiet, now)).toBe(true)
  })
})

describe('follow', () => {
  it('wakes after this process\'s commits, only for the organization, and until it is ended', async () => {
    const db = await tempDatabase()
    let woken = 0
    const end = db.follow('org_a', () => woken++)
    await record(db, ['org_b'])
    await sleep(20)
    expect(woken).toBe(0)
    await record(db, ['org_a'])
    await waitFor('the wake', () => woken === 1)
    end()
    await record(db, ['org_a'])
    await sleep(20)
    expect(woken).toBe(1)
  })

  it('wakes for a commit of another process', async () => {
    const db = await tempDatabase()
    const other = await opened(db.url)
    let woken = 0
    onTestFinished(db.follow('org_a', () => woken++))
    await record(other, ['org_b'])
    await record(other, ['org_a'])
    await waitFor('the wake', () => woken === 1)
  })
})
