import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { SyncStateRow } from '../../schema'
import type { Source, Tx } from '../../types'

const byKey = prepared(({ read, tables: { syncState } }) => read.select().from(syncState).where(eq(syncState.key, sql.placeholder('key'))))

/** A remembered value. */
export async function getSyncState(db: Source, key: string): Promise<SyncStateRow | undefined> {
  const [row] = await byKey(db).execute({ key })
  return row
}

const upsert = prepared(({ write, tables: { syncState } }: Tx) => write.insert(syncState)
  .values({ key: sql.placeholder('key'), value: sql.placeholder('value'), updatedAt: sql.placeholder('updatedAt') })
  .onConflictDoUpdate({ target: syncState.key, set: { value: sql`excluded.value`, updatedAt: sql`excluded.updated_at` } }))

/** Remembers a value under a key, in place of the one before. */
export async function putSyncState(tx: Tx, key: string, value: string, now = Date.now()): Promise<void> {
  await upsert(tx).execute({ key, value, updatedAt: now })
}

const startingWith = prepared(({ read, tables: { syncState } }) => read.select().from(syncState)
  .where(and(gte(syncState.key, sql.placeholder('prefix')), lt(syncState.key, sql.placeholder('end')))).orderBy(asc(syncState.key)))

/** The values whose keys start with a prefix, by key. */
export async function listSyncState(db: Source, prefix: string): Promise<SyncStateRow[]> {
  return startingWith(db).execute({ prefix, end: `${prefix}\u{10FFFF}` })
}

const remove = prepared(({ write, tables: { syncState } }: Tx) => write.delete(syncState).where(eq(syncState.key, sql.placeholder('key'))))

/** Forgets a value. */
export async function deleteSyncState(tx: Tx, key: string): Promise<void> {
  await remove(tx).execute({ key })
}
