import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { withoutNul } from './prepared'
import type { Database, Source, Tx } from './types'

/** A table whose rows belong to organizations. */
export type TenantTable = SQLiteTable & { id: SQLiteColumn, organizationId: SQLiteColumn }

type Row<T extends TenantTable> = T['$inferSelect']
type Name<T extends TenantTable> = keyof Row<T> & string
/** Values that columns must have; of several one will do. Values only: an expression could name another tenant's rows. */
type Where<T extends TenantTable> = { [C in Exclude<Name<T>, 'organizationId'>]?: Row<T>[C] | readonly Row<T>[C][] }

interface Listing<T extends TenantTable> {
  where?: Where<T>
  /** The column to order by; the greatest first, unless `ascending`. Rows that are equal there are ordered by id. */
  by?: Name<T>
  ascending?: boolean
  /** Rows at most; 50 unless told. */
  limit?: number
  offset?: number
}

function reader(source: Source, orgId: string) {
  const column = (table: TenantTable, name: string) => (table as unknown as Record<string, SQLiteColumn>)[name]!
  const own = (table: TenantTable, where: Record<string, unknown> = {}) => and(
    eq(table.organizationId, orgId),
    ...Object.entries(where).filter(([name, value]) => name !== 'organizationId' && value !== undefined)
      .map(([name, value]) => Array.isArray(value) ? inArray(column(table, name), value) : eq(column(table, name), value)),
  )
  async function list<T extends TenantTable>(table: T, { where, by, ascending = false, limit = 50, offset = 0 }: Listing<T> = {}): Promise<Row<T>[]> {
    const order = ascending ? asc : desc
    return source.on(orgId, async ({ read }) => await read.select().from(table as SQLiteTable).where(own(table, where))
      .orderBy(...by ? [order(column(table, by))] : [], order(table.id)).limit(limit).offset(offset) as Row<T>[])
  }
  return {
    own, list,
    count: <T extends TenantTable>(table: T, where?: Where<T>): Promise<number> =>
      source.on(orgId, async ({ read }) => Number(await read.$count(table as SQLiteTable, own(table, where)))),
    find: async <T extends TenantTable>(table: T, id: string): Promise<Row<T> | undefined> => (await list(table, { where: { id } as Where<T>, limit: 1 }))[0],
  }
}

function writer(tx: Tx, orgId: string) {
  const { own, ...reads } = reader(tx, orgId)
  return {
    ...reads,
    /** Adds a row, to this organization whatever `values` say. */
    insert: async <T extends TenantTable>(table: T, values: Omit<T['$inferInsert'], 'organizationId'>): Promise<void> => {
      await tx.write.insert(table as SQLiteTable).values(withoutNul({ ...values, organizationId: orgId }))
    },
    /** Changes this organization's rows; answers how many there were. */
    update: async <T extends TenantTable>(table: T, where: Where<T>, values: Partial<Omit<Row<T>, 'organizationId'>>): Promise<number> => {
      const { organizationId: _, ...set } = values as Record<string, unknown>
      return (await tx.write.update(table as SQLiteTable).set(withoutNul(set)).where(own(table, where)).returning({ id: table.id })).length
    },
    /** Deletes this organization's rows; answers how many there were. */
    remove: async <T extends TenantTable>(table: T, where: Where<T>): Promise<number> =>
      (await tx.write.delete(table as SQLiteTable).where(own(table, where)).returning({ id: table.id })).length,
  }
}

/** What may be done to one organization's rows within a unit of work. */
export type OrgWriter = ReturnType<typeof writer>

/**
 * The rows of one organization, and no others: every statement names it, filters are values of columns, and PostgreSQL checks
 * again. For tables with `id` and `organization_id`, such as those of an app that extends this one.
 *
 * @param orgId - `org_…`, from the guard: never from the client
 * @returns `list`, `find` and `count`; and `write`, which runs a unit of work that can also `insert`, `update` and `remove`
 */
export function orgDb(db: Database, orgId: string) {
  const { list, find, count } = reader(db, orgId)
  return {
    list, find, count,
    write: <R>(unit: (own: OrgWriter, tx: Tx) => Promise<R>): Promise<R> => db.write(tx => unit(writer(tx, orgId), tx)),
  }
}
