import { eq, lt, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { EndedSessionRow } from '../../schema'
import type { Source, Tx } from '../../types'

/** How long an end is kept, in ms. Tokens live a minute, so that later nobody asks. */
const KEPT = 24 * 3600 * 1000

const insert = prepared(({ write, tables: { endedSessions } }: Tx) => write.insert(endedSessions)
  .values({ id: sql.placeholder('id'), endedAt: sql.placeholder('endedAt') })
  .onConflictDoUpdate({ target: endedSessions.id, set: { endedAt: sql`excluded.ended_at` }, setWhere: sql`excluded.ended_at < ${endedSessions.endedAt}` }))

const prune = prepared(({ write, tables: { endedSessions } }: Tx) => write.delete(endedSessions)
  .where(lt(endedSessions.endedAt, sql.placeholder('before'))))

/** Notes the end of a session, the earliest if it is told more than once, and forgets those of yesterday. */
export async function putEndedSession(tx: Tx, row: EndedSessionRow, now = Date.now()): Promise<void> {
  await insert(tx).execute({ ...row })
  await prune(tx).execute({ before: now - KEPT })
}

const byId = prepared(({ read, tables: { endedSessions } }) => read.select().from(endedSessions)
  .where(eq(endedSessions.id, sql.placeholder('id'))))

/** Whether Clerk said that a session is over. */
export async function isSessionEnded(db: Source, sessionId: string): Promise<boolean> {
  return (await byId(db).execute({ id: sessionId })).length > 0
}
