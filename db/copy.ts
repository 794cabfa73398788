import { createHash } from 'node:crypto'
import { asc, getTableColumns, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { DatabaseError } from './errors'
import { withoutNul } from './prepared'
import type { Database } from './types'

/** Rows in one statement: the largest allowed webhooks, all at once, still fit into memory. */
const BATCH = 250

type Row = Record<string, unknown>

/** How far a copy is. */
export interface CopyProgress { table: string, rows: number, total: number }

/** One table, counted and summed up on both sides. */
export interface CopiedTable { table: string, rows: [number, number], checksums: [string, string], same: boolean }

/** Reads a table in the order of its key, some rows at a time. As units of work, because only those see every tenant's rows. */
async function* pages(db: Database, name: string): AsyncGenerator<Row[]> {
  const table = tableOf(db, name)
  const columns = Object.entries(getTableColumns(table))
  const primary = columns.filter(([, column]) => column.primary)
  const key = primary.length ? primary : columns
  const list = (parts: unknown[]) => sql.join(parts.map(part => sql`${part}`), sql`, `)
  for (let last: Row | undefined; ;) {
    const after = last && sql`(${list(key.map(([, column]) => column))}) > (${list(key.map(([field]) => last![field]))})`
    const rows: Row[] = await db.write(tx => tx.on(undefined, ({ read }) => read.select().from(table).where(after).orderBy(...key.map(([, column]) => asc(column))).limit(BATCH)))
    if (rows.length) yield rows.map(withoutNul)
    if (rows.length < BATCH) return
    last = rows.at(-1)
  }
}

const tableOf = (db: Database, name: string) => db.tables[name as keyof Database['tables']] as SQLiteTable

const countRows = (db: Database, name: string) => db.write(tx => tx.on(undefined, async ({ read }) => Number(await read.$count(tableOf(db, name)))))

async function checksum(db: Database, name: string): Promise<{ rows: number, sum: string }> {
  const hash = createHash('sha256')
  let rows = 0
  for await (const page of pages(db, name)) {
    rows += page.length
    for (const row of page) hash.update(`${JSON.stringify(Object.values(row))}\n`)
  }
  return { rows, sum: hash.digest('hex') }
}

/**
 * Copies every row of one database into another, an empty one, and compares the two. Nothing may write to either meanwhile.
 *
 * @param progress - called after every batch
 * @returns each table, with whether both sides hold the same
 * @throws DatabaseError when there is nothing to copy, or the target holds rows
 */
export async function copyDatabase(from: Database, to: Database, progress: (at: CopyProgress) => void = () => {}): Promise<CopiedTable[]> {
  // Parents come first, as in the definition of the tables.
  const names = Object.keys(from.tables)
  const totals = new Map<string, number>()
  for (const name of names) {
    totals.set(name, await countRows(from, name))
    const rows = await countRows(to, name)
    if (rows) throw new DatabaseError(`The target is not empty: ${name} holds ${rows} rows. Make a new database and copy into that one.`)
  }
  if (![...totals.values()].some(Boolean)) throw new DatabaseError('There is nothing to copy: the source holds no rows. Does --from name the right database?')

  for (const [table, total] of totals) {
    let rows = 0
    for await (const page of pages(from, table)) {
      await to.write(tx => tx.on(undefined, async () => { await tx.write.insert(tableOf(to, table)).values(page) }))
      progress({ table, rows: rows += page.length, total })
    }
  }
  const compared: CopiedTable[] = []
  for (const table of names) {
    const source = await checksum(from, table), target = await checksum(to, table)
    compared.push({ table, rows: [source.rows, target.rows], checksums: [source.sum, target.sum], same: source.rows === target.rows && source.sum === target.sum })
  }
  return compared
}
