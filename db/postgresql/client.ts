import type pg from 'pg'
import { DatabaseError } from '../errors'
import { createFollowers } from '../followers'
import type { Database, DatabaseInfo, DatabaseOptions } from '../types'
import { createWriter } from '../writer'
import { connect, failure, locationOf } from './connection'
import { createListener } from './listener'
import { migrate, migrateExtension, schemaVersion } from './migrate'
import { createReaders } from './readers'
import { createTransactions } from './transactions'

/** Refuses a role that could read every tenant's rows whatever the policies say, and an encoding that cannot hold every name. */
async function checkServer(client: pg.Client): Promise<void> {
  const { rows: [role] } = await client.query<{ name: string, unbound: boolean, encoding: string }>(
    'select rolname as name, rolsuper or rolbypassrls as unbound, current_setting(\'server_encoding\') as encoding from pg_roles where rolname = current_user')
  if (role?.unbound) {
    throw new DatabaseError(`NUXT_DATABASE_URL connects as "${role.name}", a role that row-level security does not bind (superuser or BYPASSRLS). `
      + 'Make a plain one that owns the database: create role clerk_orgs login password \'…\'; create database clerk_orgs owner clerk_orgs;')
  }
  if (role?.encoding !== 'UTF8') throw new DatabaseError(`The database is encoded in ${role?.encoding}, not UTF8.`)
}

/** Migrates, on a connection of its own. */
async function prepare(url: string): Promise<DatabaseInfo> {
  const client = await connect(url, 'migrate')
  try {
    await checkServer(client)
    await migrate(client)
    await migrateExtension(client)
    return { location: locationOf(url), schemaVersion: await schemaVersion(client), journalMode: 'wal', synchronous: 'on' }
  }
  catch (error) { throw failure(client, error) }
  finally { await client.end() }
}

/**
 * Opens a PostgreSQL database and migrates it to this program's schema.
 *
 * Reads take connections of a pool, units of work share one that writes, and one hears what every instance commits. What is
 * lost comes back by itself. An acknowledged write survives a power cut (`synchronous_commit`).
 *
 * @param url - `postgres://user:password@host/database`; `?max=` says how many connections may read at once
 * @throws DatabaseError for a server that cannot be reached, a role that row-level security does not bind, or a newer schema
 */
export async function openPostgres(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const info = await prepare(url)
  const followers = createFollowers()
  let commits = 0
  const committed = () => { commits++ }
  const listener = createListener(url, {
    committed,
    changed: orgId => orgId === undefined ? followers.wakeAll() : followers.wake(orgId),
  })
  const transactions = createTransactions(url, committed)
  const { source, close } = createReaders(url)
  const disconnect = () => {
    listener.stop()
    return Promise.all([transactions.close(), close()])
  }
  try { await Promise.all([listener.start(), transactions.open()]) }
  catch (error) {
    await disconnect()
    throw error
  }

  const queue = createWriter(transactions, transactions.tx, options.committed)
  let closing: Promise<void> | undefined
  return {
    ...source,
    write: queue.write,
    follow: followers.follow,
    // Never equal to itself while commits of others may be missed.
    version: () => listener.isUp() ? commits : NaN,
    describe: () => info,
    close: () => closing ??= (async () => {
      followers.clear()
      await queue.finish()
      await disconnect()
    })(),
  }
}
