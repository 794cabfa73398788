import type { ClerkClient } from '@clerk/backend'
import type { WebhookEvent } from '@clerk/backend/webhooks'
import { claimTask, deleteTask, findWebhookEvent, listDueTasks, noteTaskFailure, type Database, type WebhookTaskRow } from '../../../db'
import { listenerNamed } from './webhook-listeners'

/** How long a task is one process's own, in ms. */
const LEASE = 60_000
/** Below the lease, in ms: what takes longer has failed before another process may begin. */
const PATIENCE = 50_000
/** Tasks at a time. */
const BATCH = 20
const MINUTE = 60_000, HOUR = 60 * MINUTE
/** Pauses between attempts, in ms; after the last one a task is given up. As Svix waits between its own. */
const PAUSES = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]

interface Deps {
  db: Database
  clerk: ClerkClient
  now?: () => number
  /** Says when to begin nothing any more. */
  stop?: AbortSignal
  /** Longest a listener may take, in ms. */
  patience?: number
}

/** Waits for work until the signal says that it took too long. */
async function inTime(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(new Error('It took too long.')), { once: true })
  await Promise.race([work, promise])
}

/** Runs one task, if nobody else has it. */
async function runTask({ db, clerk, now = Date.now, patience = PATIENCE }: Deps, task: WebhookTaskRow): Promise<void> {
  const listener = listenerNamed(task.listener)
  if (!listener || !await db.write(tx => claimTask(tx, task, now() + LEASE))) return
  const { svixId } = task, attempt = task.attempts + 1
  const stored = await findWebhookEvent(db, svixId)
  try {
    const signal = AbortSignal.timeout(patience)
    // Erased with the person whom it was about, or too old to be kept: there is nothing left to do.
    if (stored && stored.outcome !== 'erased') await inTime(signal, listener.run(JSON.parse(stored.payload) as WebhookEvent, { db, clerk, svixId, attempt, signal }))
    await db.write(tx => deleteTask(tx, task.id))
  }
  catch (error) {
    const pause = PAUSES[attempt - 1]
    const reason = String(error).slice(0, 500)
    await db.write(tx => noteTaskFailure(tx, task.id, reason, pause === undefined ? null : now() + pause))
    // The reason is the listener's own and may hold anything: it stays in the outbox.
    console.warn(`[listener] ${JSON.stringify({ listener: task.listener, id: svixId, attempt, again: pause === undefined ? 'never' : `in ${pause / 1000} s` })}`)
  }
}

/**
 * Does what a listener has to do by now, one after the other. What listeners of another release have to do is their process's.
 *
 * @returns how many tasks were looked at
 */
export async function runDueTasks(deps: Deps, listener: string): Promise<number> {
  const tasks = await listDueTasks(deps.db, listener, BATCH, deps.now?.())
  for (const task of tasks) if (!deps.stop?.aborted) await runTask(deps, task)
  return tasks.length
}
