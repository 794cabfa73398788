import { DrizzleQueryError } from 'drizzle-orm/errors'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { DatabaseError } from '../errors'
import type { Orm } from '../types'

// Every bigint of ours is at most 2^53, and counts come as one: numbers, as in SQLite.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** How long to wait for a connection, in ms. */
const CONNECT_WAIT = 5_000

/** Connections for reading in one process, unless the URL says `?max=`. */
const MAX_READERS = 10

/** What a connection is for. */
type Use = 'read' | 'write' | 'listen' | 'migrate'

/** How long to wait for an answer of a server that may be gone, in ms; longer than the server waits itself. */
const answerWait: Record<Use, number | undefined> = { read: 15_000, write: 15_000, listen: 2_000, migrate: undefined }

/**
 * For statements that walk an index and stop, as all of ours do. The planner cannot estimate a policy or a LIKE whose pattern
 * comes later, and would gather and sort a whole organization for its first page; and a plan made while a table was empty
 * would go on reading all of it. Off means avoided, not forbidden.
 */
const walkIndexes = { enable_seqscan: 'off', enable_bitmapscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off', enable_sort: 'off', enable_material: 'off', jit: 'off' }

/** What each asks of the server; times in ms. Short patience, because Svix and people try again. */
const settings: Record<Use, Record<string, string | number>> = {
  read: { default_transaction_read_only: 'on', statement_timeout: 10_000, idle_in_transaction_session_timeout: 10_000, ...walkIndexes },
  // An instance that hangs in the middle of a unit must not keep the others from writing.
  write: { synchronous_commit: 'on', lock_timeout: 5_000, statement_timeout: 10_000, idle_in_transaction_session_timeout: 10_000, ...walkIndexes },
  listen: {},
  migrate: { lock_timeout: 30_000 },
}

/** How to connect. Statements are sent without waiting for the answer to the one before, so that a scope costs no round trip. */
export function connectionConfig(url: string, use: Use): pg.PoolConfig {
  const options = Object.entries(settings[use]).map(([name, value]) => `-c ${name}=${value}`).join(' ')
  const target = new URL(url)
  const max = Number(target.searchParams.get('max') ?? MAX_READERS)
  target.searchParams.delete('max')
  return {
    connectionString: target.href, options, max, pipeline: true, keepAlive: true, application_name: `clerk-orgs ${use}`,
    connectionTimeoutMillis: CONNECT_WAIT, query_timeout: answerWait[use],
  }
}

/** Where a URL leads, without user and password. */
export function locationOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `postgres://${host}${pathname}`
}

const lost = new WeakSet<pg.ClientBase>()

/** Notes when a connection is lost. Without a listener the error would end the process. */
export function watch(client: pg.ClientBase): void {
  const note = () => { lost.add(client) }
  client.on('error', note)
  client.on('end', note)
}

/** Whether a watched connection is gone. */
export const isLost = (client: pg.ClientBase): boolean => lost.has(client)

/**
 * What to throw for an error on a connection. The driver has no code for a lost one, or for a server that does not answer,
 * and drizzle's message would bring the values of the statement into logs.
 */
export function failure(client: pg.ClientBase | undefined, thrown: unknown): unknown {
  const error = thrown instanceof DrizzleQueryError ? thrown.cause : thrown
  return !client || isLost(client) || (error instanceof Error && error.message === 'Query read timeout')
    ? new DatabaseError('The connection to the database is lost.', { cause: error })
    : error
}

/**
 * Opens one connection.
 *
 * @throws DatabaseError when the server cannot be reached or refuses
 */
export async function connect(url: string, use: Use): Promise<pg.Client> {
  const client = new pg.Client(connectionConfig(url, use))
  watch(client)
  try { await client.connect() }
  catch (error) { throw cannotConnect(url, error) }
  return client
}

/** The error for a server that cannot be reached or refuses. */
export const cannotConnect = (url: string, cause: unknown): DatabaseError =>
  new DatabaseError(`Cannot connect to ${locationOf(url)}: ${cause instanceof Error ? cause.message || cause.name : String(cause)}`, { cause })

/** A drizzle handle on a connection. Typed as SQLite's, because queries use what the two builders share. */
export const orm = (client: pg.ClientBase | pg.Pool): Orm => drizzle(client as pg.Client) as unknown as Orm
