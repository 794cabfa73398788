import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase, DatabaseError, findOrganization, getSyncState, isDatabaseUnavailable, putSyncState, recordChanges } from '../../../../db'
import { migrations } from '../../../../db/migrations/postgresql'
import { asAdmin } from '../../../support/postgres/postgres'
import { waitFor } from '../../../support/app/wait'
import { opened, tempDatabase } from '../temp-database'

const adminOf = ({ url }: { url: string }) => Object.assign(new URL(url), { username: 'postgres' }).href

/** Ends connections of the app, as a restart of the server or of something between would. */
const cut = (db: { url: string }, use = '%') => asAdmin(adminOf(db), `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'clerk-orgs ${use}'`)

describe('createDatabase with postgres://', () => {
  it('describes what it opened, without the password', async () => {
    const db = await tempDatabase()
    const url = Object.assign(new URL(db.url), { password: 'secret' }).href
    const { host, pathname } = new URL(url)
    expect((await opened(url)).describe()).toEqual({ location: `postgres://${host}${pathname}`, schemaVersion: migrations.length, journalMode: 'wal', synchronous: 'on' })
  })

  it('has the columns that the code expects, in the order of bytes', async () => {
    const db = await tempDatabase()
    const actual = await asAdmin<{ table: string, name: string, type: string, nullable: string, collation: string | null }>(adminOf(db),
      'select table_name as table, column_name as name, data_type as type, is_nullable as nullable, collation_name as collation from information_schema.columns where table_schema = \'public\' order by ordinal_position')
    for (const table of Object.values(db.tables)) {
      const expected = Object.values<SQLiteColumn>(getTableColumns(table)).map((column) => {
        const [type, collation] = column.getSQLType().split(' collate ')
        return { table: getTableName(table), name: column.name, type, nullable: column.notNull ? 'NO' : 'YES', collation: collation ? 'C' : null }
      })
      expect(actual.filter(column => column.table === getTableName(table))).toEqual(expected)
    }
  })

  it('names the server that cannot be reached, and why', async () => {
    const error: unknown = await createDatabase('postgres://clerk_orgs:secret@127.0.0.1:1/app').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DatabaseError)
    expect(String(error)).toMatch(/Cannot connect to postgres:\/\/127\.0\.0\.1:1\/app: .*ECONNREFUSED/)
    expect(String(error)).not.toContain('secret')
  })

  it('refuses a database of a newer schema', async () => {
    const db = await tempDatabase()
    await asAdmin(adminOf(db), 'insert into schema_migrations values (99, \'0098_future\', 0)')
    await expect(createDatabase(db.url)).rejects.toThrow('schema version 99')
  })
})

describe('version', () => {
  it('changes at commits of this instance and of another one', async () => {
    const db = await tempDatabase(), other = await opened(db.url)
    const before = db.version()
    await db.write(tx => putSyncState(tx, 'a', '1'))
    const own = db.version()
    expect(own).not.toBe(before)
    await new Promise(resolve => setTimeout(resolve, 50))
    const quiet = db.version()
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(db.version()).toBe(quiet)
    await other.write(tx => putSyncState(tx, 'a', '2'))
    await waitFor('the news', () => db.version() !== quiet)
    const news = db.version()
    await other.write(tx => getSyncState(tx, 'a'))
    await db.write(tx => getSyncState(tx, 'a'))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(db.version(), 'nothing was changed').toBe(news)
  })

  it('is trusted by nobody while commits of others may be missed, and changes then', async () => {
    const db = await tempDatabase()
    const before = db.version()
    await cut(db, 'listen')
    await waitFor('the loss to be noticed', () => Number.isNaN(db.version()))
    await waitFor('the connection to be back', () => !Number.isNaN(db.version()))
    expect(db.version()).not.toBe(before)
  })
})

describe('follow', () => {
  it('tells after a lost connection what it may have missed', async () => {
    const db = await tempDatabase(), other = await opened(db.url)
    await cut(db, 'listen')
    let woken = 0
    onTestFinished(db.follow('org_a', () => woken++))
    await other.write(tx => recordChanges(tx, [{ organizationId: 'org_a', kind: 'members', userId: null }]))
    await waitFor('the wake', () => woken > 0)
  })
})

describe('lost connections', () => {
  it('are an unavailable database to whoever is on them, and come back by themselves', async () => {
    const db = await tempDatabase()
    const ends: unknown[] = []
    // Held up on its connection by a lock on the table.
    const holder = new pg.Client({ connectionString: adminOf(db) })
    await holder.connect()
    await holder.query('begin; lock table organizations, sync_state')
    const reading = findOrganization(db, 'org_a').catch((error: unknown) => ends.push(error))
    const writing = db.write(tx => putSyncState(tx, 'a', '1')).catch((error: unknown) => ends.push(error))
    await waitFor('both to hang', async () => (await asAdmin(adminOf(db), 'select 1 from pg_locks where not granted and relation is not null')).length === 2)
    await cut(db)
    await Promise.all([reading, writing])
    expect(ends.map(isDatabaseUnavailable)).toEqual([true, true])
    await holder.end()

    expect(await findOrganization(db, 'org_a')).toBeUndefined()
    await db.write(tx => putSyncState(tx, 'a', '2'))
  })

  it('that were idle cost nobody an error', async () => {
    const db = await tempDatabase()
    await Promise.all(Array.from({ length: 20 }, () => findOrganization(db, 'org_a')))
    await cut(db)
    await new Promise(resolve => setTimeout(resolve, 100))
    await Promise.all(Array.from({ length: 20 }, () => findOrganization(db, 'org_a')))
    await db.write(tx => putSyncState(tx, 'a', '1'))
  })

  it('in the middle of a unit leave nothing of the batch, and acknowledge nothing', async () => {
    const db = await tempDatabase()
    const first = db.write(tx => putSyncState(tx, 'first', '1')).catch((error: unknown) => error)
    const second = db.write(async (tx) => {
      await putSyncState(tx, 'second', '1')
      await cut(db, 'write')
      await putSyncState(tx, 'third', '1')
    }).catch((error: unknown) => error)
    expect([await first, await second].map(isDatabaseUnavailable)).toEqual([true, true])
    expect(await asAdmin(adminOf(db), 'select * from sync_state')).toEqual([])
    await db.write(tx => putSyncState(tx, 'first', '1'))
    expect(await asAdmin(adminOf(db), 'select key from sync_state')).toEqual([{ key: 'first' }])
  })
})

describe('instances that write at the same time', () => {
  it('take turns: what one reads, merges and writes, the other does not write over', async () => {
    const db = await tempDatabase(), other = await opened(db.url)
    const add = (on: typeof other) => on.write(async (tx) => {
      const [row] = await tx.read.select().from(tx.tables.syncState)
      await putSyncState(tx, 'sum', String(Number(row?.value ?? 0) + 1))
    })
    await Promise.all(Array.from({ length: 200 }, (_, at) => add(at % 2 ? db : other)))
    expect(await asAdmin(adminOf(db), 'select value from sync_state')).toEqual([{ value: '200' }])
  })

  it('migrate once when they start together', async () => {
    const db = await tempDatabase()
    await asAdmin(adminOf(db), 'drop schema public cascade; create schema public authorization clerk_orgs')
    const all = await Promise.all(Array.from({ length: 4 }, () => opened(db.url)))
    expect(all.map(one => one.describe().schemaVersion)).toEqual(all.map(() => migrations.length))
  })
})
