import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Client from 'better-sqlite3'
import { DatabaseError, isLocked } from '../errors'
import { migrations } from '../migrations/sqlite'
import { schemaVersion } from './migrate'

/** Backups made before migrations that are kept beside the file; older ones are deleted. */
const KEPT = 3
/** A backup that is unfinished for this long was cut off, in ms. */
const STALE = 3_600_000

const stamp = () => new Date().toISOString().replace(/[-:.]/g, '')

/** The schema version of a database whose every page is sound; the reason why it is none of ours otherwise. */
function inspect(file: string): number {
  let client: Client.Database | undefined
  try {
    client = new Client(file, { readonly: true, fileMustExist: true })
    const problems = (client.pragma('integrity_check') as { integrity_check: string }[]).map(row => row.integrity_check).filter(line => line !== 'ok')
    if (problems.length) throw new DatabaseError(`${file} is damaged: ${problems[0]}`)
    const tables = client.prepare<[], string>('select name from sqlite_schema where type = \'table\'').pluck().all()
    if (!['schema_migrations', 'organizations', 'webhook_events'].every(name => tables.includes(name))) throw new DatabaseError(`${file} is no database of this app.`)
    return schemaVersion(client)
  }
  catch (error) {
    if (error instanceof DatabaseError) throw error
    throw new DatabaseError(`${file} cannot be read as a SQLite database: ${String(error)}`, { cause: error })
  }
  finally { client?.close() }
}

/** Makes sure that a file, or the names in a folder, survive a power cut. */
function sync(path: string): void {
  const handle = openSync(path, 'r')
  try { fsyncSync(handle) }
  finally { closeSync(handle) }
}

/** Writes one moment of a database to a new file, which appears under its name when it is whole. Writers go on meanwhile. */
function copyTo(client: Client.Database, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  const partial = `${to}.${process.pid}.partial`
  rmSync(partial, { force: true })
  try {
    client.prepare('vacuum into ?').run(partial)
    sync(partial)
    renameSync(partial, to)
  }
  finally { rmSync(partial, { force: true }) }
  sync(dirname(to))
}

/** What a backup or a restored database is. `bytes` is its size. */
export interface Copy { file: string, schemaVersion: number, bytes: number }

const copyOf = (file: string): Copy => ({ file, schemaVersion: inspect(file), bytes: statSync(file).size })

/**
 * Copies a SQLite database while it is in use, as it is at one moment, and checks the copy.
 *
 * @param from - the database's file
 * @param to - the backup's file, which must not exist; without it, in `backups/` beside the database
 * @throws DatabaseError when there is no such database, the target exists, or the copy is not sound
 */
export function backUp(from: string, to = join(dirname(from), 'backups', `${basename(from, '.db')}-${stamp()}.db`)): Copy {
  if (!existsSync(from)) throw new DatabaseError(`There is no database ${from}.`)
  if (existsSync(to)) throw new DatabaseError(`${to} exists already. A backup never overwrites anything.`)
  const client = new Client(from, { readonly: true, timeout: 10_000 })
  try { copyTo(client, to) }
  finally { client.close() }
  return copyOf(to)
}

/**
 * Keeps the database as it is beside itself if this program would migrate it; the newest few of these are kept.
 *
 * @param known - version of this program's schema
 * @throws what SQLite throws, such as when there is no room: then nothing has been migrated
 */
export function backUpBeforeMigration(client: Client.Database, known = migrations.length): void {
  const isNew = !client.prepare('select 1 from sqlite_schema where name = \'schema_migrations\'').get()
  const version = isNew ? 0 : schemaVersion(client)
  if (version === 0 || version >= known) return
  const { name } = client, prefix = `${basename(name)}.before-migration-`
  copyTo(client, `${name}.before-migration-${stamp()}-from-v${version}`)
  const ours = readdirSync(dirname(name)).filter(file => file.startsWith(prefix)).sort().map(file => join(dirname(name), file))
  const [partial, whole] = [ours.filter(file => file.endsWith('.partial')), ours.filter(file => !file.endsWith('.partial'))]
  for (const file of whole.slice(0, -KEPT)) rmSync(file, { force: true })
  for (const file of partial) if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - STALE) rmSync(file, { force: true })
}

/** Takes the file away from SQLite's log, so that it can be moved. Fails while another process has it open. */
function settle(file: string): void {
  const client = new Client(file, { timeout: 0 })
  try { client.pragma('journal_mode = delete') }
  catch (error) {
    // A damaged one is moved with its log.
    if (isLocked(error)) throw new DatabaseError(`${file} is in use. Stop the app, then restore.`, { cause: error })
  }
  finally { client.close() }
}

/**
 * Puts a backup in the place of the database. What was there is moved aside, not deleted.
 *
 * @param from - the backup
 * @param to - the database's file
 * @returns what was restored, and where the replaced file is now
 * @throws DatabaseError when the backup is not sound, not of this app or of a newer schema, or when the database is in use
 */
export function restore(from: string, to: string): Copy & { replaced: string | null } {
  const found = inspect(from), known = migrations.length
  if (found > known) throw new DatabaseError(`${from} has schema version ${found}, but this program knows only ${known}. Restore it with a newer release.`)
  const ready = `${to}.restoring-${stamp()}`
  const client = new Client(from, { readonly: true })
  try { copyTo(client, ready) }
  finally { client.close() }
  const aside = `${to}.replaced-${stamp()}`
  try {
    inspect(ready)
    if (existsSync(to)) settle(to)
    // A log that was left behind would be taken for the restored file's own.
    for (const rest of ['-wal', '-shm', '']) if (existsSync(to + rest)) renameSync(to + rest, aside + rest)
    renameSync(ready, to)
  }
  finally { rmSync(ready, { force: true }) }
  sync(dirname(to))
  return { ...copyOf(to), replaced: existsSync(aside) ? aside : null }
}
