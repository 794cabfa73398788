import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Database as Client } from 'better-sqlite3'
import { DatabaseError, isLocked } from './errors'
import type { Tx } from './types'

/** How long units wait for a lock that another process holds, in ms. */
const LOCK_WAIT = 5_000
/** Units in one commit, so that the event loop is never held for long. */
const MAX_BATCH = 100

interface Unit {
  run: (tx: Tx) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/**
 * The queue in front of the writer connection: units that wait at the same time share one commit and its fsync.
 *
 * @param client - the only connection that writes
 * @param committed - called after each commit
 */
export function createWriter(client: Client, tx: Tx, committed: () => void = () => {}) {
  const statement = (sql: string) => {
    const compiled = client.prepare<[]>(sql)
    return () => { compiled.run() }
  }
  const begin = statement('begin immediate'), commit = statement('commit'), rollback = statement('rollback')
  const savepoint = statement('savepoint unit'), release = statement('release unit'), undo = statement('rollback to unit')

  const waiting: Unit[] = []
  let idle = Promise.resolve()
  let running = false
  let closed = false

  /** Takes the write lock. Waits asynchronously, because SQLite's own busy handler would block the event loop. */
  async function lock() {
    for (const deadline = Date.now() + LOCK_WAIT; ; await sleep(10)) {
      try { return begin() }
      catch (error) { if (!isLocked(error) || Date.now() > deadline) throw error }
    }
  }

  async function runBatch() {
    try { await lock() }
    catch (error) { return waiting.splice(0).forEach(unit => unit.reject(error)) }

    const batch = waiting.splice(0, MAX_BATCH)
    const done: (() => void)[] = []
    try {
      for (const unit of batch) {
        try {
          savepoint()
          const value = await unit.run(tx)
          release()
          done.push(() => unit.resolve(value))
        }
        catch (error) {
          // On a full disk or an I/O error SQLite rolls back everything: no unit of the batch may be acknowledged.
          if (!client.inTransaction) throw error
          undo()
          release()
          unit.reject(error)
        }
      }
      commit()
    }
    catch (error) {
      batch.forEach(unit => unit.reject(error))
      if (client.inTransaction) rollback()
      return
    }
    done.forEach(resolve => resolve())
    committed()
  }

  async function drain() {
    running = true
    try {
      while (waiting.length) {
        // One turn of the event loop: requests that arrived together join the same batch.
        await nextTurn()
        await runBatch()
      }
    }
    finally { running = false }
  }

  return {
    write<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
      if (closed) return Promise.reject(new DatabaseError('The database is closed.'))
      return new Promise<T>((resolve, reject) => {
        waiting.push({ run, resolve: value => resolve(value as T), reject })
        if (!running) idle = drain()
      })
    },
    /** Refuses new units and resolves when the waiting ones are done. */
    async finish() {
      closed = true
      await idle
    },
  }
}
