import pg from 'pg'
import { describe, expect, it, inject, onTestFinished } from 'vitest'
import { migrate, schemaVersion } from '../../../../db/postgresql/migrate'
import { extension } from '../../../../examples/extend/db/extension'
import { asAdmin, createPostgresDatabase } from '../../../support/postgres/postgres'

const first = { version: 1, name: '0000_first', sql: 'create table people (id text primary key, name text not null)' }
const second = { version: 2, name: '0001_second', sql: 'alter table people add column email text; create index people_email on people (email)' }
const broken = { version: 2, name: '0001_broken', sql: 'create table half (id text primary key); create table half (id text primary key)' }

/** A connection to an empty database. */
async function empty() {
  const { url, adminUrl, drop } = await createPostgresDatabase(inject('postgres')!.server)
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await drop()
  })
  const tables = async () => (await asAdmin<{ name: string }>(adminUrl, 'select tablename as name from pg_tables where schemaname = \'public\' order by 1')).map(({ name }) => name)
  return { client, url, adminUrl, tables }
}

describe('migrate', () => {
  it('takes an old database to the newest schema and keeps its rows', async () => {
    const { client } = await empty()
    await migrate(client, [first])
    await client.query('insert into people values (\'1\', \'Ada\')')
    await migrate(client, [first, second])
    expect(await schemaVersion(client)).toBe(2)
    expect((await client.query('select * from people')).rows).toEqual([{ id: '1', name: 'Ada', email: null }])
    expect((await client.query('select version, name from schema_migrations order by version')).rows).toEqual([{ version: 1, name: '0000_first' }, { version: 2, name: '0001_second' }])
  })

  it('leaves nothing of a step that fails', async () => {
    const { client, tables } = await empty()
    await expect(migrate(client, [first, broken])).rejects.toThrow('half')
    expect(await schemaVersion(client)).toBe(1)
    expect(await tables()).toEqual(['people', 'schema_migrations'])
  })

  it('leaves nothing of a step whose connection is lost, and takes it the next time', async () => {
    const { client, url, tables } = await empty()
    const suicide = { ...second, sql: `${second.sql}; select pg_terminate_backend(pg_backend_pid())` }
    await expect(migrate(client, [first, suicide])).rejects.toThrow()
    expect(await tables()).toEqual(['people', 'schema_migrations'])
    const again = new pg.Client({ connectionString: url })
    await again.connect()
    expect(await schemaVersion(again)).toBe(1)
    await migrate(again, [first, second])
    expect(await schemaVersion(again)).toBe(2)
    await again.end()
  })

  it('keeps the steps of an app that extends this one apart, and guards its rows', async () => {
    const { client } = await empty()
    await migrate(client, [first, second])
    await migrate(client, extension.migrations.postgresql, 'extension_migrations')
    await migrate(client, extension.migrations.postgresql, 'extension_migrations')
    expect([await schemaVersion(client), await schemaVersion(client, 'extension_migrations')]).toEqual([2, 1])
    const add = 'insert into reports values (\'rep_1\', \'org_a\', \'Moon\', \'user_1\', 1)'
    await expect(client.query(add)).rejects.toThrow('row-level security')
    await client.query(`begin; select set_config('app.mirror', 'on', true); ${add}; commit`)
    const seenBy = async (organization: string) => {
      await client.query(`select set_config('app.organization_id', '${organization}', false)`)
      return (await client.query('select id from reports')).rows
    }
    expect([await seenBy('org_b'), await seenBy('org_a')]).toEqual([[], [{ id: 'rep_1' }]])
  })

  it('refuses a database that is ahead of the program', async () => {
    const { client } = await empty()
    await migrate(client, [first, second])
    await expect(migrate(client, [first])).rejects.toThrow('schema version 2')
  })

  it('sees the rows of every tenant', async () => {
    const { client } = await empty()
    const guarded = { version: 1, name: '0000_guarded', sql: `create table things (organization_id text); alter table things enable row level security; alter table things force row level security;
      create policy tenant on things using (current_setting('app.mirror', true) = 'on'); insert into things values ('org_a')` }
    const change = { version: 2, name: '0001_change', sql: 'update things set organization_id = \'org_b\'; create table seen as select * from things' }
    await migrate(client, [guarded, change])
    expect((await client.query('select * from things')).rows).toEqual([])
    expect((await client.query('select * from seen')).rows).toEqual([{ organization_id: 'org_b' }])
  })
})
