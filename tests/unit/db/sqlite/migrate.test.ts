import { join } from 'node:path'
import Client from 'better-sqlite3'
import { getTableColumns } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sqliteKit } from '../../../../db'
import { migrate, schemaVersion } from '../../../../db/sqlite/migrate'
import { extension } from '../../../../examples/extend/db/extension'
import { tempFolder } from '../temp-database'

const first = { version: 1, name: '0000_first', sql: 'create table people (id text primary key, name text not null) strict' }
const second = { version: 2, name: '0001_second', sql: 'alter table people add column email text; create index people_email on people (email)' }
const broken = { version: 2, name: '0001_broken', sql: 'create table half (id text primary key) strict; create table half (id text primary key) strict' }

const open = () => new Client(join(tempFolder(), 'old.db'))
const tables = (client: Client.Database) => client.prepare<[], { name: string }>('select name from sqlite_master where type = \'table\' order by name').all().map(row => row.name)

describe('migrate', () => {
  it('takes an old database to the newest schema and keeps its rows', () => {
    const client = open()
    migrate(client, [first])
    client.exec('insert into people values (\'1\', \'Ada\')')
    migrate(client, [first, second])
    expect(schemaVersion(client)).toBe(2)
    expect(client.prepare('select * from people').all()).toEqual([{ id: '1', name: 'Ada', email: null }])
    expect(client.prepare('select version, name from schema_migrations').all()).toEqual([{ version: 1, name: '0000_first' }, { version: 2, name: '0001_second' }])
    expect(client.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it('keeps the steps of an app that extends this one apart', () => {
    const client = open()
    migrate(client, [first, second])
    migrate(client, extension.migrations.sqlite, 'extension_migrations')
    migrate(client, extension.migrations.sqlite, 'extension_migrations')
    expect([schemaVersion(client), schemaVersion(client, 'extension_migrations')]).toEqual([2, 1])
    const { reports } = extension.tables(sqliteKit)
    expect(client.prepare('select name, lower(type) as type, "notnull" = 1 as required from pragma_table_info(\'reports\')').all())
      .toEqual(Object.values(getTableColumns(reports)).map(column => ({ name: column.name, type: column.getSQLType(), required: Number(column.notNull) })))
  })

  it('does nothing the second time', () => {
    const client = open()
    migrate(client, [first, second])
    migrate(client, [first, second])
    expect(schemaVersion(client)).toBe(2)
  })

  it('leaves nothing of a step that fails', () => {
    const client = open()
    expect(() => migrate(client, [first, broken])).toThrow('half')
    expect(schemaVersion(client)).toBe(1)
    expect(tables(client)).toEqual(['people', 'schema_migrations'])
  })

  it('refuses a step after which a foreign key points nowhere', () => {
    const client = open()
    const orphaning = { version: 2, name: '0001_orphan', sql: 'create table pets (owner text references people (id)) strict; insert into pets values (\'nobody\')' }
    expect(() => migrate(client, [first, orphaning])).toThrow('0001_orphan')
    expect(tables(client)).not.toContain('pets')
  })

  it('refuses a database that is ahead of the program', () => {
    const client = open()
    migrate(client, [first, second])
    expect(() => migrate(client, [first])).toThrow('schema version 2')
  })
})
