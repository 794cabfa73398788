import { findWebhookEvent, isDatabaseUnavailable, noteAttempt, type Database, type WebhookOutcome } from '../../db'
import { applyChanges } from './apply'
import type { Change } from './project'
import { readEvent } from './webhook'

/**
 * Projects a stored event once more, as after an update that can read it. Harmless for one that was applied: it changes
 * nothing then.
 *
 * @returns what became of it; undefined when there is none with this id
 * @throws what `isDatabaseUnavailable` knows
 */
export async function replayEvent(db: Database, svixId: string): Promise<WebhookOutcome | undefined> {
  const stored = await findWebhookEvent(db, svixId)
  if (!stored) return
  const { changes, event, error } = readEvent(stored.payload)
  const note = (outcome: WebhookOutcome, reason: string | null, effect: readonly Change[]) => db.write(async (tx) => {
    await applyChanges(tx, effect)
    await noteAttempt(tx, svixId, outcome, reason)
    return outcome
  })
  if (!event || error !== undefined) return note('quarantined', error ?? null, [])
  try { return await note(changes ? 'applied' : 'ignored', null, changes ?? []) }
  catch (cause) {
    if (isDatabaseUnavailable(cause)) throw cause
    return note('quarantined', String(cause), [])
  }
}
