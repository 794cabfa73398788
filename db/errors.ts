/** A list cursor that this server did not make. The guard answers 422. */
export class InvalidCursorError extends Error {
  override name = 'InvalidCursorError'
}

/** The database was closed, is of a newer schema, or cannot be what its URL says. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

/** Result codes that say the database cannot work now, rather than that a statement was wrong. Source: sqlite.org/rescode.html. */
const unavailable = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/

/** The result code of the first database error in the chain of causes. */
const resultCode = (error: unknown): string => {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && at.code.startsWith('SQLITE_')) return at.code
  }
  return ''
}

/** Whether another connection holds the lock that was needed. */
export const isLocked = (error: unknown): boolean => resultCode(error).startsWith('SQLITE_BUSY')

/** Whether the database cannot work now (locked, full, closed, broken), so that the caller should try again later. */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  error instanceof DatabaseError
  || unavailable.test(resultCode(error))
  || (error instanceof TypeError && error.message.includes('database connection is not open'))
