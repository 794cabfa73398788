import type pg from 'pg'
import { DatabaseError } from '../errors'
import type { Tx } from '../types'
import type { Transactions } from '../writer'
import { connect, failure, isLost, orm } from './connection'
import { tables } from './tables'

/** What instances of the app wait for, so that one of them writes at a time: as on SQLite, a unit reads what it then merges and writes. */
export const WRITER_LOCK = 7_270_641

/**
 * Transactions on one connection that writes; a lost one is replaced when the next transaction begins.
 *
 * @param wrote - called after each commit that has changed anything
 */
export function createTransactions(url: string, wrote: () => void): Transactions & { tx: Tx, open: () => Promise<void>, close: () => Promise<void> } {
  let current: { client: pg.Client, orm: Tx['write'] } | undefined

  async function open() {
    if (current && !isLost(current.client)) return current.client
    current = undefined
    const client = await connect(url, 'write')
    try {
      const { rows: [row] } = await client.query<{ synchronous_commit: string }>('show synchronous_commit')
      if (row?.synchronous_commit !== 'on') throw new DatabaseError(`synchronous_commit is ${row?.synchronous_commit}, not on.`)
    }
    catch (error) {
      void client.end().catch(() => undefined)
      throw failure(client, error)
    }
    current = { client, orm: orm(client) }
    return client
  }

  const opened = () => {
    if (!current) throw new DatabaseError('There is no connection to write on.')
    return current
  }
  const run = async (sql: string) => {
    const { client } = opened()
    try { return await client.query(sql) }
    catch (error) { throw failure(client, error) }
  }
  /** Sent and not waited for: should it fail, what follows in the transaction fails as well, and so does the commit. */
  const send = (sql: string) => void run(sql).catch(() => undefined)

  const tx: Tx = {
    get read() { return opened().orm },
    get write() { return opened().orm },
    tables,
    async on(_, use) {
      try { return await use(tx) }
      catch (error) { throw failure(current?.client, error) }
    },
  }
  const isOpen = () => current !== undefined && !isLost(current.client) && current.client.getTransactionStatus() !== 'I'
  return {
    async begin() {
      await open()
      // The lock is asked for before anything is read, so that every statement of the unit sees what the writer before it left.
      try { await run(`begin; select pg_advisory_xact_lock(${WRITER_LOCK}); select set_config('app.mirror', 'on', true)`) }
      catch (error) {
        await run('rollback').catch(() => undefined)
        throw error
      }
    },
    async commit() {
      // A transaction has an id once it has changed anything: then every instance is told. Fails where the transaction had failed, which a commit alone would not.
      const told: unknown = await run('select pg_notify(\'mirror\', \'\') where pg_current_xact_id_if_assigned() is not null; commit')
      if ((told as [pg.QueryResult])[0].rowCount) wrote()
    },
    rollback: async () => void await run('rollback'),
    savepoint: () => send('savepoint unit'),
    release: () => send('release unit'),
    undo: async () => void await run('rollback to unit'),
    isOpen,
    tx,
    open: async () => void await open(),
    close: async () => void await current?.client.end(),
  }
}
