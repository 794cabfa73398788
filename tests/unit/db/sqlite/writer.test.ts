import { join } from 'node:path'
import Client from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { describe, expect, it } from 'vitest'
import { isDatabaseUnavailable, type Tx } from '../../../../db'
import { migrate } from '../../../../db/sqlite/migrate'
import { tables } from '../../../../db/sqlite/tables'
import { createTransactions } from '../../../../db/sqlite/transactions'
import { createWriter } from '../../../../db/writer'
import { tempFolder } from '../temp-database'

const insert = (id: string, searchText = '') => async (tx: Tx) => { await tx.write.insert(tx.tables.users).values({ id, searchText, updatedAt: 1, seenAt: 1 }) }
const ids = (db: Pick<Tx, 'read' | 'tables'>) => db.read.select({ id: db.tables.users.id }).from(db.tables.users).all().map(row => row.id).sort()
const names = (count: number) => Array.from({ length: count }, (_, at) => `user_${String(at).padStart(3, '0')}`)

describe('write on SQLite', () => {
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
})
