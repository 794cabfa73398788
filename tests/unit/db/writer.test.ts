import { describe, expect, it } from 'vitest'
import { findOrganization, isDatabaseUnavailable, type Tx } from '../../../db'
import { holdWriteLock, tempDatabase } from './temp-database'

const person = (id: string, searchText = '') => ({ id, searchText, updatedAt: 1, seenAt: 1 })
const insert = (id: string, searchText?: string) => async (tx: Tx) => { await tx.write.insert(tx.tables.users).values(person(id, searchText)) }
const ids = async (db: Pick<Tx, 'read' | 'tables'>) => (await db.read.select({ id: db.tables.users.id }).from(db.tables.users)).map(row => row.id).sort()
const names = (count: number) => Array.from({ length: count }, (_, at) => `user_${String(at).padStart(3, '0')}`)

describe('write', () => {
  it('resolves with the value of the unit, after the commit', async () => {
    const db = await tempDatabase()
    expect(await db.write(async (tx) => { await insert('user_a')(tx); return 'done' })).toBe('done')
    expect(await ids(db)).toEqual(['user_a'])
  })

  it('shares one transaction between units that wait together', async () => {
    const db = await tempDatabase()
    const seen: { inside: string[], outside: string[] }[] = []
    await Promise.all(names(3).map(id => db.write(async (tx) => {
      seen.push({ inside: await ids(tx), outside: await ids(db) })
      await insert(id)(tx)
    })))
    expect(seen).toEqual([
      { inside: [], outside: [] },
      { inside: ['user_000'], outside: [] },
      { inside: ['user_000', 'user_001'], outside: [] },
    ])
  })

  it('never interleaves units, however long they are', async () => {
    const db = await tempDatabase()
    const log: string[] = []
    await Promise.all(names(20).map(id => db.write(async (tx) => {
      log.push(`${id} begins`)
      for (let step = 0; step < 3; step++) await tx.read.select().from(tx.tables.users)
      await insert(id)(tx)
      log.push(`${id} ends`)
    })))
    expect(log).toEqual(names(20).flatMap(id => [`${id} begins`, `${id} ends`]))
  })

  it('rolls back and rejects a failing unit alone, among many', async () => {
    const db = await tempDatabase()
    const all = names(250)
    const results = await Promise.allSettled(all.map((id, at) => db.write(async (tx) => {
      await insert(id)(tx)
      await insert(`${id}_second`)(tx)
      if (at % 7 === 3) throw new Error(`unit ${at}`)
      if (at % 50 === 10) await insert(id)(tx)
    })))
    const failed = (at: number) => at % 7 === 3 || at % 50 === 10
    expect(results.map(result => result.status)).toEqual(all.map((_, at) => failed(at) ? 'rejected' : 'fulfilled'))
    expect(await ids(db)).toEqual(all.filter((_, at) => !failed(at)).flatMap(id => [id, `${id}_second`]).sort())
  })

  it('waits for another process\'s lock without blocking the event loop', async () => {
    const db = await tempDatabase()
    const giveBack = await holdWriteLock(db)
    let turns = 0
    const ticking = setInterval(() => turns++, 5)
    const written = db.write(insert('user_a'))
    await new Promise(resolve => setTimeout(resolve, 400))
    expect(await ids(db)).toEqual([])
    await giveBack()
    await written
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(4)
    expect(await ids(db)).toEqual(['user_a'])
  })

  it('gives up on a lock that stays, and works again once it is gone', { timeout: 15_000 }, async () => {
    const db = await tempDatabase()
    const giveBack = await holdWriteLock(db)
    const error: unknown = await db.write(insert('user_a')).catch((reason: unknown) => reason)
    expect(isDatabaseUnavailable(error)).toBe(true)
    await giveBack()
    await db.write(insert('user_b'))
    expect(await ids(db)).toEqual(['user_b'])
  })

  it('finishes waiting units on close and refuses later ones', async () => {
    const db = await tempDatabase()
    const written = db.write(insert('user_a'))
    await db.close()
    await expect(written).resolves.toBeUndefined()
    const error: unknown = await db.write(insert('user_b')).catch((reason: unknown) => reason)
    expect(isDatabaseUnavailable(error)).toBe(true)
    const closed: unknown = await findOrganization(db, 'org_a').catch((reason: unknown) => reason)
    expect(isDatabaseUnavailable(closed)).toBe(true)
  })
})
