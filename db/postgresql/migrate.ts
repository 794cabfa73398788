import type pg from 'pg'
import { extension } from '#tables'
import { refuseNewer, type Extension, type Migration, type MigrationLog } from '../migrations/migration'
import { migrations as allMigrations } from '../migrations/postgresql'

/** What instances that start together wait for. */
const MIGRATION_LOCK = 7_270_642

/** Version of the schema in a database; 0 when it is empty. */
export async function schemaVersion(client: pg.ClientBase, log: MigrationLog = 'schema_migrations'): Promise<number> {
  const { rows: [row] } = await client.query<{ version: number | null }>(`select max(version) as version from ${log}`)
  return row?.version ?? 0
}

/** Runs one step in a transaction of its own, while no other instance migrates. It sees and may change every tenant's rows. */
async function step(client: pg.ClientBase, run: () => Promise<unknown>): Promise<void> {
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${MIGRATION_LOCK}); select set_config('app.mirror', 'on', true)`)
    await run()
    await client.query('commit')
  }
  catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/**
 * Brings a database to the newest schema, one transaction a step.
 *
 * @throws DatabaseError when the database is of a newer schema than this program knows
 */
export async function migrate(client: pg.ClientBase, migrations: readonly Migration[] = allMigrations, log: MigrationLog = 'schema_migrations'): Promise<void> {
  await step(client, () => client.query(`create table if not exists ${log} (version integer primary key, name text not null, applied_at bigint not null)`))
  for (const { version, name, sql } of migrations) {
    await step(client, async () => {
      // Asked inside the transaction: another instance may have been faster.
      if (await schemaVersion(client, log) >= version) return
      await client.query(sql)
      await client.query(`insert into ${log} (version, name, applied_at) values ($1, $2, $3)`, [version, name, Date.now()])
    })
  }
  refuseNewer(await schemaVersion(client, log), migrations.length)
}

/** The same for the tables of an app that extends this one. */
export async function migrateExtension(client: pg.ClientBase): Promise<void> {
  const { postgresql }: Extension['migrations'] = extension.migrations
  if (postgresql.length) await migrate(client, postgresql, 'extension_migrations')
}
