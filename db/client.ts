import { DatabaseError } from './errors'
import { openSqlite } from './sqlite/client'
import type { Database, DatabaseOptions } from './types'

/**
 * Opens the database and migrates it to this program's schema.
 *
 * @param url - `file:<path>` for SQLite; the folder is made if it is missing
 * @throws DatabaseError for another scheme, or a database of a newer schema
 */
export async function createDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  if (url.startsWith('file:')) return openSqlite(url, options)
  throw new DatabaseError(`NUXT_DATABASE_URL must be file:<path>, such as file:.data/clerk-orgs.db; its scheme is "${url.split(':')[0]}:".`)
}
