import { join } from 'node:path'
import Client from 'better-sqlite3'
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { createDatabase, DatabaseError, storeWebhookEvent } from '../../../../db'
import { migrations } from '../../../../db/migrations/sqlite'
import { tempDatabase, tempFolder } from '../temp-database'

describe('createDatabase', () => {
  it('makes the folder and describes what it opened', async () => {
    const file = join(tempFolder(), 'a', 'b', 'mirror.db')
    const db = await createDatabase(`file:${file}`)
    expect(db.describe()).toEqual({ location: file, schemaVersion: migrations.length, journalMode: 'wal', synchronous: 'full' })
    await db.close()
  })

  it('has another version after every commit, its own or another process\'s, and the same one otherwise', async () => {
    const db = await tempDatabase()
    const event = (svixId: string) => ({ svixId, type: 'user.created', eventTime: null, receivedAt: 1, payload: '{}', outcome: 'ignored' as const, error: null, attempts: 1, userId: null, invitationId: null })
    const versions = [db.version()]
    expect(db.version()).toBe(versions[0])
    await db.write(tx => storeWebhookEvent(tx, event('msg_1')))
    versions.push(db.version())
    const other = await createDatabase(`file:${db.file}`)
    versions.push(db.version())
    await other.write(tx => storeWebhookEvent(tx, event('msg_2')))
    await other.close()
    versions.push(db.version())
    expect(db.version()).toBe(versions[3])
    expect(versions[1]).not.toBe(versions[0])
    expect(versions[3]).not.toBe(versions[2])
    await expect(db.write(() => Promise.reject(new Error('rolled back')))).rejects.toThrow()
    expect(db.version()).toBe(versions[3])
  })

  it('is FULL again on a reopened file, where SQLite alone would fall back', async () => {
    const file = join(tempFolder(), 'mirror.db')
    await (await createDatabase(`file:${file}`)).close()
    const plain = new Client(file)
    expect(plain.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(plain.pragma('synchronous', { simple: true })).toBe(1)
    plain.close()

    const db = await createDatabase(`file:${file}`)
    expect(db.describe()).toMatchObject({ journalMode: 'wal', synchronous: 'full', schemaVersion: migrations.length })
    await db.close()
  })

  it.each(['mysql://localhost/app', 'mirror.db', 'file:', 'file::memory:'])('refuses %s with a DatabaseError', async (url) => {
    await expect(createDatabase(url)).rejects.toThrow(DatabaseError)
    await expect(createDatabase(url)).rejects.toThrow('NUXT_DATABASE_URL')
  })

  it('refuses a database of a newer schema and leaves it as it was', async () => {
    const file = join(tempFolder(), 'mirror.db')
    await (await createDatabase(`file:${file}`)).close()
    const newer = new Client(file)
    newer.exec('insert into schema_migrations values (99, \'0098_future\', 0)')
    newer.close()
    await expect(createDatabase(`file:${file}`)).rejects.toThrow('schema version 99')
  })

  it('reads on a connection that cannot write', async () => {
    const { read, tables } = await tempDatabase()
    expect(() => read.delete(tables.users).run()).toThrow(/readonly/)
  })

  it('has foreign keys on', async () => {
    const db = await tempDatabase()
    const orphan = { id: 'orgmem_1', organizationId: 'org_nowhere', role: 'r', roleName: 'R', permissions: [], createdAt: 1, updatedAt: 1, seenAt: 1 }
    await expect(db.write(async tx => tx.write.insert(tx.tables.memberships).values(orphan))).rejects.toThrow(/FOREIGN KEY/)
  })
})

describe('the schema', () => {
  it('is in STRICT tables, column by column what the code expects', async () => {
    const db = await tempDatabase()
    const client = new Client(db.file, { readonly: true })
    const strict = client.prepare<[], { name: string }>('select name from pragma_table_list where strict = 1 and schema = \'main\'').all().map(row => row.name)
    for (const table of Object.values(db.tables)) {
      expect(strict).toContain(getTableName(table))
      const actual = client.pragma(`table_info(${getTableName(table)})`) as { name: string, type: string, notnull: 0 | 1 }[]
      const expected = Object.values<SQLiteColumn>(getTableColumns(table)).map(column =>
        ({ name: column.name, type: column.getSQLType().toUpperCase(), notnull: column.notNull ? 1 : 0 }))
      expect(actual.map(({ name, type, notnull }) => ({ name, type, notnull }))).toEqual(expected)
    }
    client.close()
  })
})
