import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database as Client } from 'better-sqlite3'
import { DatabaseError, isLocked } from '../errors'
import type { Transactions } from '../writer'

/** How long units wait for a lock that another process holds, in ms. */
const LOCK_WAIT = 5_000

/** Transactions on the only connection that writes. */
export function createTransactions(client: Client): Transactions {
  const statement = (sql: string) => {
    const compiled = client.prepare<[]>(sql)
    return () => { compiled.run() }
  }
  const begin = statement('begin immediate')
  const inode = () => statSync(client.name, { throwIfNoEntry: false })?.ino
  const opened = inode()
  return {
    /** Takes the write lock. Waits asynchronously, because SQLite's own busy handler would block the event loop. */
    async begin() {
      // What is written to a file without a name is gone with the process, and SQLite would not say.
      if (inode() !== opened) throw new DatabaseError('The database file was moved, deleted or replaced while it was open. Put it back, or restart the app.')
      for (const deadline = Date.now() + LOCK_WAIT; ; await sleep(10)) {
        try { return begin() }
        catch (error) { if (!isLocked(error) || Date.now() > deadline) throw error }
      }
    },
    commit: statement('commit'),
    rollback: statement('rollback'),
    savepoint: statement('savepoint unit'),
    release: statement('release unit'),
    undo: statement('rollback to unit'),
    // On a full disk or an I/O error SQLite rolls back everything.
    isOpen: () => client.inTransaction,
  }
}
