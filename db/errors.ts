/** A list cursor that this server did not make. The guard answers 422. */
export class InvalidCursorError extends Error {
  override name = 'InvalidCursorError'
}

/** The database was closed, is of a newer schema, or cannot be what its URL says. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

/** Result codes that say SQLite cannot work now, rather than that a statement was wrong. Source: sqlite.org/rescode.html. */
const sqliteUnavailable = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/

/**
 * The same of PostgreSQL: connection lost or refused (08, 28, 3D000), too little of something (53), stopped from outside or
 * too slow (57, 25P03), locked or in conflict (55P03, 40), a standby that took over too early (25006), broken (58, XX).
 * Source: postgresql.org/docs/current/errcodes-appendix.html.
 */
const postgresUnavailable = /^(?:08...|28...|3D000|53...|57...|25P0[34]|25006|55P03|40...|58...|XX...)$/

/** Whether an error in the chain of causes has such a code. */
const hasCode = (error: unknown, ...codes: RegExp[]): boolean => {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && codes.some(code => code.test(at.code as string))) return true
  }
  return false
}

/** Whether another connection holds the lock that was needed. */
export const isLocked = (error: unknown): boolean => hasCode(error, /^SQLITE_BUSY/, /^55P03$/)

/** Whether the database cannot work now (locked, full, closed, broken), so that the caller should try again later. */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  error instanceof DatabaseError
  || hasCode(error, sqliteUnavailable, postgresUnavailable)
  || (error instanceof TypeError && error.message.includes('database connection is not open'))
