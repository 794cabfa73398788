import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Client from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { createDatabase, type Database, type Tables, type Tx } from '../../../db'
import { WRITER_LOCK } from '../../../db/postgresql/transactions'
import { createPostgresDatabase } from '../../support/postgres/postgres.ts'

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clerk-orgs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Where an empty database is, or can be made: in a file of its own, or on the project's PostgreSQL server. */
export async function tempUrl(): Promise<string> {
  const postgres = inject('postgres')
  if (!postgres) return `file:${join(tempFolder(), 'test.db')}`
  const { url, drop } = await createPostgresDatabase(postgres.server, postgres.template)
  onTestFinished(drop)
  return url
}

/** A handle that is closed after the test. */
export async function opened(url: string): Promise<Database> {
  const db = await createDatabase(url)
  onTestFinished(() => db.close())
  return db
}

/** An empty, migrated database. */
export async function tempDatabase() {
  const url = await tempUrl()
  return Object.assign(await opened(url), { url, file: url.replace(/^file:/, '') })
}

/** Takes the write lock as another process would; the answer gives it back. */
export async function holdWriteLock({ url }: { url: string }): Promise<() => Promise<void>> {
  if (!inject('postgres')) {
    const other = new Client(url.replace(/^file:/, ''))
    other.exec('begin immediate')
    return async () => void other.close()
  }
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  await other.query(`select pg_advisory_lock(${WRITER_LOCK})`)
  return () => other.end()
}

/** Every row of a table, of all tenants. */
export async function allRows<N extends keyof Tables>(db: Database, name: N): Promise<Tables[N]['$inferSelect'][]> {
  return db.write(async tx => await tx.read.select().from<SQLiteTable>(tx.tables[name]) as Tables[N]['$inferSelect'][])
}

/** How many rows the transaction has written so far. */
export async function writtenRows({ read }: Tx): Promise<number> {
  if (!inject('postgres')) return read.get<{ n: number }>(sql`select total_changes() as n`).n
  const { rows } = await (read as unknown as NodePgDatabase).execute<{ n: number }>(sql`select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as n from pg_stat_xact_user_tables`)
  return rows[0]!.n
}

/** How often a property is tried: statements cost more over a wire, and the projection is the same code. */
export const runs = (count: number): number => inject('postgres') ? Math.ceil(count / 20) : count
