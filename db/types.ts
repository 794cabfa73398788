import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { Tables } from './schema'

export type { Tables }

/** A drizzle handle. Queries use the part of the builder that SQLite and PostgreSQL share, and await every statement. */
export type Orm = BetterSQLite3Database<Record<string, never>>

/** What a query reads from: the database, or the unit of work it is part of. */
export interface Source {
  readonly read: Orm
  readonly tables: Tables
  /**
   * Lends a connection. Where the database guards tenants' rows itself, it sees those of one organization only.
   *
   * @param orgId - `org_…`; undefined sees no tenant's rows
   */
  on<T>(orgId: unknown, use: (connection: Source) => PromiseLike<T>): Promise<T>
}

/** A unit of work on the writer connection. Its reads see its own writes. */
export interface Tx extends Source {
  readonly write: Orm
}

/** What the start-up line says. */
export interface DatabaseInfo {
  location: string
  schemaVersion: number
  journalMode: string
  synchronous: string
}

/** How to open a database. */
export interface DatabaseOptions {
  /** Called after each commit with how many units of work shared it. */
  committed?: (units: number) => void
}

/** The database: readers on one connection, one writer behind a queue on another. */
export interface Database extends Source {
  /**
   * Runs a unit of work and resolves after its commit. Waiting units share one commit; a unit that throws is rolled back
   * and rejected alone. A unit awaits nothing but its own statements, and starts no other unit.
   */
  write<T>(unit: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Calls `wake` after commits that recorded changes of an organization, by this process or another one; sometimes without need.
   *
   * @returns ends it
   */
  follow(orgId: string, wake: () => void): () => void
  /** A number that changes when anything is committed, by this process or another one; reading it costs microseconds. */
  version(): number
  describe(): DatabaseInfo
  /** Finishes the waiting units, then closes. */
  close(): Promise<void>
}
