import { and, asc, count, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { WebhookTaskRow } from '../../schema'
import type { Source, Tx } from '../../types'

const insert = prepared(({ write, tables: { webhookTasks } }: Tx) => write.insert(webhookTasks).values({
  id: sql.placeholder('id'), svixId: sql.placeholder('svixId'), listener: sql.placeholder('listener'),
  attempts: 0, dueAt: sql.placeholder('now'), error: null, createdAt: sql.placeholder('now'),
}).onConflictDoNothing())

/** Gives a listener a stored event to do, at once. */
export async function putWebhookTask(tx: Tx, svixId: string, listener: string, now = Date.now()): Promise<void> {
  await insert(tx).execute({ id: `${svixId}:${listener}`, svixId, listener, now })
}

const due = prepared(({ read, tables: { webhookTasks } }) => read.select().from(webhookTasks)
  .where(and(eq(webhookTasks.listener, sql.placeholder('listener')), lte(webhookTasks.dueAt, sql.placeholder('now'))))
  .orderBy(asc(webhookTasks.dueAt), asc(webhookTasks.id)).limit(sql.placeholder('limit')))

/** A listener's tasks whose time has come, the oldest first. */
export async function listDueTasks(db: Source, listener: string, limit: number, now = Date.now()): Promise<WebhookTaskRow[]> {
  return due(db).execute({ listener, now, limit })
}

const claim = prepared(({ write, tables: { webhookTasks } }: Tx) => write.update(webhookTasks)
  .set({ attempts: sql`${webhookTasks.attempts} + 1`, dueAt: sql`${sql.placeholder('until')}` })
  .where(and(eq(webhookTasks.id, sql.placeholder('id')), eq(webhookTasks.attempts, sql.placeholder('attempts')), eq(webhookTasks.dueAt, sql.placeholder('dueAt'))))
  .returning({ id: webhookTasks.id }))

/** Takes a task as it was seen, until a time; after that somebody else may. False when somebody else was faster. */
export async function claimTask(tx: Tx, { id, attempts, dueAt }: WebhookTaskRow, until: number): Promise<boolean> {
  return (await claim(tx).execute({ id, attempts, dueAt, until })).length > 0
}

const failed = prepared(({ write, tables: { webhookTasks } }: Tx) => write.update(webhookTasks)
  .set({ dueAt: sql`${sql.placeholder('dueAt')}`, error: sql`${sql.placeholder('error')}` }).where(eq(webhookTasks.id, sql.placeholder('id'))))

/** Notes why a task failed, and when it is tried again; null gives it up. */
export async function noteTaskFailure(tx: Tx, id: string, error: string, dueAt: number | null): Promise<void> {
  await failed(tx).execute({ id, error, dueAt })
}

const remove = prepared(({ write, tables: { webhookTasks } }: Tx) => write.delete(webhookTasks).where(eq(webhookTasks.id, sql.placeholder('id'))))

/** Deletes a task that is done. */
export async function deleteTask(tx: Tx, id: string): Promise<void> {
  await remove(tx).execute({ id })
}

const again = prepared(({ write, tables: { webhookTasks } }: Tx) => write.update(webhookTasks)
  .set({ attempts: 0, dueAt: sql`${sql.placeholder('now')}` }).where(isNull(webhookTasks.dueAt)).returning({ id: webhookTasks.id }))

/** Makes tasks due that were given up. Returns how many. */
export async function retryTasks(tx: Tx, now = Date.now()): Promise<number> {
  return (await again(tx).execute({ now })).length
}

const waiting = prepared(({ read, tables: { webhookTasks } }) => read.select({ total: count() }).from(webhookTasks).where(isNotNull(webhookTasks.dueAt)))
const givenUp = prepared(({ read, tables: { webhookTasks } }) => read.select({ total: count() }).from(webhookTasks).where(isNull(webhookTasks.dueAt)))

/** How many tasks wait, and how many were given up. */
export async function countTasks(db: Source): Promise<{ waiting: number, givenUp: number }> {
  const [open] = await waiting(db).execute(), [lost] = await givenUp(db).execute()
  return { waiting: open?.total ?? 0, givenUp: lost?.total ?? 0 }
}
