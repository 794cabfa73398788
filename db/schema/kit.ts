import { bigint, boolean, customType, index as postgresIndex, pgTable, primaryKey as postgresPrimaryKey } from 'drizzle-orm/pg-core'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What tables are made of, in SQLite. */
export const sqliteKit = {
  table: sqliteTable,
  text: (name: string) => text(name),
  /** A whole number up to 2^53, such as a time in ms. */
  integer: (name: string) => integer(name),
  boolean: (name: string) => integer(name, { mode: 'boolean' }),
  /** Kept as text, so that both databases hold, compare and search the same. */
  json: (name: string) => text(name, { mode: 'json' }),
  index,
  primaryKey,
}

/** What tables are made of. Each is defined once, by a function of this, so that the databases cannot drift apart. */
export type Kit = typeof sqliteKit

/** Compared byte by byte, as SQLite does, whatever the language of the database: a list must not change its order with it. */
const plainText = () => 'text collate "C"'

const postgresText = customType<{ data: string }>({ dataType: plainText })

const jsonText = customType<{ data: unknown, driverData: string }>({
  dataType: plainText,
  toDriver: value => JSON.stringify(value),
  fromDriver: value => JSON.parse(value) as unknown,
})

/** The same in PostgreSQL. Typed as SQLite's, because queries use what the two builders share. */
export const postgresKit = {
  table: pgTable,
  text: (name: string) => postgresText(name),
  integer: (name: string) => bigint(name, { mode: 'number' }),
  boolean: (name: string) => boolean(name),
  json: (name: string) => jsonText(name),
  index: postgresIndex,
  primaryKey: postgresPrimaryKey,
} as unknown as Kit
