import { join } from 'node:path'
import Client from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { describe, expect, it } from 'vitest'
import { isDatabaseUnavailable, type Tx } from '../../../db'
import { migrate } from '../../../db/sqlite/migrate'
import * as tables from '../../../db/sqlite/tables'
import { createTransactions } from '../../../db/sqlite/transactions'
import { createWriter } from '../../../db/writer'
import { tempDatabase, tempFolder } from './temp-database'

const person = (id: string, searchText = '') => ({ id, searchText, updatedAt: 1, seenAt: 1 })
const insert = (id: string, searchText?: string) => async (tx: Tx) => { await tx.write.insert(tx.tables.users).values(person(id, searchText)) }
const ids = (db: Pick<Tx, 'read' | 'tables'>) => db.read.select({ id: db.tables.users.id }).from(db.tables.users).all().map(row => row.id).sort()
const names = (count: number) => Array.from({ length: count }, (_, at) => `user_${String(at).padStart(3, '0')}`)

describe('write', () => {
  it('resolves with the value of the unit, after the commit', async () => {
    const db = await tempDatabase()
    expect(await db.write(async (tx) => { await insert('user_a')(tx); return 'done' })).toBe('done')
    expect(ids(db)).toEqual(['user_a'])
  })

  it('shares one transaction between units that wait together', async () => {
    const db = await tempDatabase()
    const seen: { inside: string[], outside: string[] }[] = []
    await Promise.all(names(3).map(id => db.write(async (tx) => {
      seen.push({ inside: ids(tx), outside: ids(db) })
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
    expect(ids(db)).toEqual(all.filter((_, at) => !failed(at)).flatMap(id => [id, `${id}_second`]).sort())
  })

  it('waits for another process\'s lock without blocking the event loop', async () => {
    const db = await tempDatabase()
    const other = new Client(db.file)
    other.exec('begin immediate')
    let turns = 0
    const ticking = setInterval(() => turns++, 5)
    const written = db.write(insert('user_a'))
    await new Promise(resolve => setTimeout(resolve, 400))
    expect(ids(db)).toEqual([])
    other.exec('commit')
    await written
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(4)
    expect(ids(db)).toEqual(['user_a'])
    other.close()
  })

  it('gives up on a lock that stays, and works again once it is gone', { timeout: 15_000 }, async () => {
    const db = await tempDatabase()
    const other = new Client(db.file)
    other.exec('begin immediate')
    const error: unknown = await db.write(insert('user_a')).catch((reason: unknown) => reason)
    expect(isDatabaseUnavailable(error)).toBe(true)
    other.exec('rollback')
    other.close()
    await db.write(insert('user_b'))
    expect(ids(db)).toEqual(['user_b'])
  })

  it('acknowledges nothing it could not keep when the disk is full', async () => {
    const client = new Client(join(tempFolder(), 'small.db'))
    client.pragma('journal_mode = wal')
    migrate(client)
    client.pragma(`max_page_count = ${Number(client.pragma('page_count', { simple: true })) + 20}`)
    const write = drizzle(client)
    const tx: Tx = { read: write, write, tables, on: async (_, use) => use(tx) }
    const writer = createWriter(createTransactions(client), tx)
    const all = names(40)
    const results = await Promise.allSettled(all.map(id => writer.write(insert(id, 'x'.repeat(8000)))))
    const kept = all.filter((_, at) => results[at]?.status === 'fulfilled')
    expect(kept.length).toBeLessThan(40)
    expect(ids(tx)).toEqual(kept)
    const refused = results.find(result => result.status === 'rejected')
    expect(isDatabaseUnavailable(refused?.reason)).toBe(true)

    client.pragma('max_page_count = 100000')
    await writer.write(insert('user_later'))
    expect(ids(tx)).toContain('user_later')
    client.close()
  })

  it('finishes waiting units on close and refuses later ones', async () => {
    const db = await tempDatabase()
    const written = db.write(insert('user_a'))
    await db.close()
    await expect(written).resolves.toBeUndefined()
    const error: unknown = await db.write(insert('user_b')).catch((reason: unknown) => reason)
    expect(isDatabaseUnavailable(error)).toBe(true)
    expect(() => ids(db)).toThrow()
    try { ids(db) }
    catch (closed) { expect(isDatabaseUnavailable(closed)).toBe(true) }
  })
})
