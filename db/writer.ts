import { setImmediate as nextTurn } from 'node:timers/promises'
import { DatabaseError } from './errors'
import type { Tx } from './types'

/** Units in one commit, so that the event loop is never held for long. */
const MAX_BATCH = 100

/** How a database begins and ends what the queue does on its writing connection. */
export interface Transactions {
  /** Begins a transaction as the only writer, waiting for others. */
  begin(): Promise<void>
  commit(): Promise<void> | void
  rollback(): Promise<void> | void
  /** Begins a part that `undo` takes back alone; `release` ends it either way. */
  savepoint(): Promise<void> | void
  undo(): Promise<void> | void
  release(): Promise<void> | void
  /** Whether the transaction is still there: some errors end it. */
  isOpen(): boolean
}

interface Unit {
  run: (tx: Tx) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/**
 * The queue in front of the writing connection: units that wait at the same time share one commit and its fsync.
 *
 * @param tx - the only connection that writes
 * @param committed - called after each commit with how many units shared it
 */
export function createWriter(transactions: Transactions, tx: Tx, committed: (units: number) => void = () => {}) {
  const waiting: Unit[] = []
  let idle = Promise.resolve()
  let running = false
  let closed = false

  async function runBatch() {
    try { await transactions.begin() }
    catch (error) { return waiting.splice(0).forEach(unit => unit.reject(error)) }

    const batch = waiting.splice(0, MAX_BATCH)
    const done: (() => void)[] = []
    try {
      for (const unit of batch) {
        await transactions.savepoint()
        try {
          const value = await unit.run(tx)
          await transactions.release()
          done.push(() => unit.resolve(value))
        }
        catch (error) {
          // Without a transaction no unit of the batch may be acknowledged.
          if (!transactions.isOpen()) throw new DatabaseError('The transaction was lost.', { cause: error })
          await transactions.undo()
          await transactions.release()
          unit.reject(error)
        }
      }
      await transactions.commit()
    }
    catch (error) {
      batch.forEach(unit => unit.reject(error))
      if (transactions.isOpen()) await transactions.rollback()
      return
    }
    done.forEach(resolve => resolve())
    committed(done.length)
  }

  async function drain() {
    running = true
    try {
      while (waiting.length) {
        // Requests that arrive together join the same batch: as long as each turn of the event loop brings more of them.
        for (let before = 0; waiting.length > before && waiting.length < MAX_BATCH;) {
          before = waiting.length
          await nextTurn()
        }
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
