import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Client from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { DatabaseError } from '../errors'
import type { Database, DatabaseOptions, Orm, Source, Tx } from '../types'
import { createWriter } from '../writer'
import { backUpBeforeMigration } from './backup'
import { createFeed } from './feed'
import { fileOf } from './file'
import { migrate, migrateExtension, schemaVersion } from './migrate'
import { createTransactions } from './transactions'
import { tables } from './tables'

/** Patience while opening, in ms: another process may be migrating. */
const OPEN_TIMEOUT = 10_000
/** Patience of a statement afterwards, in ms. Short, because SQLite waits by blocking the whole process. */
const BUSY_TIMEOUT = 50
/** Pages a reader keeps, in KiB (negative, as SQLite wants it): a search walks through megabytes of one index. */
const READ_CACHE = -32_768

/** Sets what holds per connection and fails if it did not take. SQLite forgets all but the journal mode on close. */
function configure(client: Client.Database, settings: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(settings)) {
    client.pragma(`${name} = ${value}`)
    const actual: unknown = client.pragma(name, { simple: true })
    if (actual !== value) throw new DatabaseError(`PRAGMA ${name} is ${String(actual)}, not ${value}.`)
  }
}

const orm = (client: Client.Database): Orm => drizzle(client)

/**
 * Opens a SQLite file and migrates it to this program's schema, with a backup beside it before.
 *
 * WAL with `synchronous = FULL` (2): an acknowledged write survives a power cut, and readers never wait for the writer.
 *
 * @param url - `file:<path>`; the folder is made if it is missing
 * @throws DatabaseError for a URL that names no file, or a database of a newer schema
 */
export function openSqlite(url: string, { committed }: DatabaseOptions = {}): Database {
  const location = fileOf(url)
  mkdirSync(dirname(location), { recursive: true })
  const writer = new Client(location, { timeout: OPEN_TIMEOUT })
  let reader: Client.Database | undefined
  try {
    configure(writer, { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 })
    backUpBeforeMigration(writer)
    migrate(writer)
    migrateExtension(writer)
    configure(writer, { foreign_keys: 1, busy_timeout: BUSY_TIMEOUT })
    reader = new Client(location, { readonly: true, timeout: BUSY_TIMEOUT })
    configure(reader, { query_only: 1, cache_size: READ_CACHE })
  }
  catch (error) {
    reader?.close()
    writer.close()
    throw error
  }

  // One connection for everybody: SQLite has no row-level security.
  const source: Source = { read: orm(reader), tables, on: async (_, use) => use(source) }
  const write = orm(writer)
  const tx: Tx = { read: write, write, tables, on: async (_, use) => use(tx) }
  // Of the connection that reads, because it counts what others commit. Source: sqlite.org/pragma.html#pragma_data_version.
  const dataVersion = reader.prepare<[], number>('pragma data_version').pluck()
  const feed = createFeed(source)
  const queue = createWriter(createTransactions(writer), tx, (units) => {
    feed.look()
    committed?.(units)
  })
  return {
    ...source,
    write: queue.write,
    follow: feed.follow,
    version: () => dataVersion.get() ?? NaN,
    describe: () => ({
      location,
      schemaVersion: schemaVersion(writer),
      journalMode: String(writer.pragma('journal_mode', { simple: true })),
      synchronous: ['off', 'normal', 'full', 'extra'][Number(writer.pragma('synchronous', { simple: true }))] ?? 'unknown',
    }),
    async close() {
      feed.stop()
      await queue.finish()
      reader.close()
      writer.close()
    },
  }
}
