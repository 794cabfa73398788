import { DatabaseError } from '../errors'

/** One step of the schema; `version` counts from 1 without gaps. */
export interface Migration { version: number, name: string, sql: string }

/**
 * Refuses a schema that is newer than this program.
 *
 * @throws DatabaseError
 */
export function refuseNewer(found: number, known: number): void {
  if (found > known) throw new DatabaseError(`The database has schema version ${found}, but this program knows only ${known}. Start a newer release, or restore a backup.`)
}
