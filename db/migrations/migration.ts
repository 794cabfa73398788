import { DatabaseError } from '../errors'
import type { Kit } from '../schema'

/** One step of the schema; `version` counts from 1 without gaps. */
export interface Migration { version: number, name: string, sql: string }

/** What an app that extends this one adds: its tables, and how they are made in each database. Its versions count from 1, apart from ours. */
export interface Extension {
  tables: (kit: Kit) => Record<string, unknown>
  migrations: { sqlite: readonly Migration[], postgresql: readonly Migration[] }
}

/** Which list of steps a database has taken: this program's, or those of an app that extends it. */
export type MigrationLog = 'schema_migrations' | 'extension_migrations'

/**
 * Refuses a schema that is newer than this program.
 *
 * @throws DatabaseError
 */
export function refuseNewer(found: number, known: number): void {
  if (found > known) throw new DatabaseError(`The database has schema version ${found}, but this program knows only ${known}. Start a newer release, or restore a backup.`)
}
