import type { Database as Client } from 'better-sqlite3'
import { extension } from '#tables'
import { DatabaseError } from '../errors'
import { refuseNewer, type Extension, type Migration, type MigrationLog } from '../migrations/migration'
import { migrations as allMigrations } from '../migrations/sqlite'

/** Version of the schema in a database; 0 when it is empty. */
export function schemaVersion(client: Client, log: MigrationLog = 'schema_migrations'): number {
  const row = client.prepare<[], { version: number | null }>(`select max(version) as version from ${log}`).get()
  return row?.version ?? 0
}

/**
 * Brings a database to the newest schema, one transaction a step.
 *
 * @throws DatabaseError when the database is of a newer schema than this program knows
 */
export function migrate(client: Client, migrations: readonly Migration[] = allMigrations, log: MigrationLog = 'schema_migrations'): void {
  client.exec(`create table if not exists ${log} (version integer primary key, name text not null, applied_at integer not null) strict`)
  const record = client.prepare(`insert into ${log} (version, name, applied_at) values (?, ?, ?)`)
  // Rebuilding a table drops it for a moment, which foreign keys would refuse; they cannot be switched inside a transaction.
  client.pragma('foreign_keys = off')
  const step = client.transaction(({ version, name, sql }: Migration) => {
    // Asked inside the transaction: another process may have been faster.
    if (schemaVersion(client, log) >= version) return
    client.exec(sql)
    const broken = client.pragma('foreign_key_check') as unknown[]
    if (broken.length) throw new DatabaseError(`Migration ${name} leaves ${broken.length} rows that point nowhere.`)
    record.run(version, name, Date.now())
  })
  for (const migration of migrations) step.immediate(migration)
  client.pragma('foreign_keys = on')

  refuseNewer(schemaVersion(client, log), migrations.length)
}

/** The same for the tables of an app that extends this one. */
export function migrateExtension(client: Client): void {
  const { sqlite }: Extension['migrations'] = extension.migrations
  if (sqlite.length) migrate(client, sqlite, 'extension_migrations')
}
