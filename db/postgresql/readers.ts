import pg from 'pg'
import type { Source } from '../types'
import { cannotConnect, connectionConfig, failure, orm, watch } from './connection'
import { tables } from './tables'

/** A pool of connections that read, and see tenants' rows only within the scope of one tenant. */
export function createReaders(url: string) {
  const pool = new pg.Pool(connectionConfig(url, 'read'))
  pool.on('connect', watch)
  // An idle connection that is lost: the pool has dropped it already.
  pool.on('error', () => undefined)

  const sources = new WeakMap<pg.PoolClient, Source>()
  function sourceOf(client: pg.PoolClient): Source {
    const source: Source = sources.get(client) ?? { read: orm(client), tables, on: async (_, use) => use(source) }
    sources.set(client, source)
    return source
  }

  /** Gives a connection back once it is out of its transaction; whoever has the rows need not wait for that. */
  const leave = (client: pg.PoolClient) => void client.query('commit').then(() => client.release(), () => client.release(true))

  const source: Source = {
    read: orm(pool), tables,
    async on(orgId, use) {
      const client = await pool.connect().catch((error: unknown) => { throw cannotConnect(url, error) })
      const scoped = typeof orgId === 'string'
      try {
        // Sent before the statement and not waited for: one round trip.
        const scoping = scoped ? scope(client, orgId) : []
        const [value] = await Promise.all([use(sourceOf(client)), ...scoping])
        return value
      }
      catch (error) { throw failure(client, error) }
      finally {
        if (scoped) leave(client)
        else client.release()
      }
    },
  }
  return { source, close: () => pool.end() }
}

/** Begins a transaction that sees one tenant's rows. */
const scope = (client: pg.PoolClient, orgId: string) => [
  client.query('begin'),
  client.query({ name: 'scope', text: 'select set_config(\'app.organization_id\', $1, true)', values: [orgId] }),
]
