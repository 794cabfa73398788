import { DatabaseError } from './errors'
import type { Database, DatabaseOptions } from './types'

/**
 * Opens the database and migrates it to this program's schema.
 *
 * @param url - `file:<path>` for SQLite; the folder is made if it is missing. `postgres://…` for PostgreSQL
 * @throws DatabaseError for another scheme, a database of a newer schema, or one that cannot be opened
 */
export async function createDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  // Loaded where it is used: neither needs the other's driver.
  if (url.startsWith('file:')) return (await import('./sqlite/client')).openSqlite(url, options)
  if (/^postgres(?:ql)?:\/\//.test(url)) return (await import('./postgresql/client')).openPostgres(url, options)
  throw new DatabaseError(`NUXT_DATABASE_URL must be file:<path>, such as file:.data/clerk-orgs.db, or postgres://…; its scheme is "${url.split(':')[0]}:".`)
}
