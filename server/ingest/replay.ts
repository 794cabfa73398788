import { eraseTraces, findErased, findWebhookEvent, isDatabaseUnavailable, noteAttempt, type Database, type WebhookOutcome } from '../../db'
import { applyChanges } from './project/apply'
import { projectEvent } from './project/events'
import type { Change } from './project/project'
import { eventSchema } from './project/resources'

/** What a stored payload says of the mirror, or why it cannot be used. */
function readStored(payload: string): { changes?: Change[], error?: string } {
  // Of a body that was no JSON nothing is kept.
  if (!payload) return { error: 'Nothing of the body was kept, because it could not be read.' }
  try { return { changes: projectEvent(eventSchema.parse(JSON.parse(payload))) } }
  catch (error) { return { error: String(error) } }
}

/**
 * Projects a stored event once more, as after an update that can read it. Harmless for one that was applied: it changes
 * nothing then. One whose payload was erased stays as it is.
 *
 * @returns what became of it; undefined when there is none with this id
 * @throws what `isDatabaseUnavailable` knows
 */
export async function replayEvent(db: Database, svixId: string): Promise<WebhookOutcome | undefined> {
  const stored = await findWebhookEvent(db, svixId)
  if (!stored || stored.outcome === 'erased') return stored?.outcome
  const { userId, invitationId } = stored
  const note = (outcome: WebhookOutcome, reason: string | null, effect: readonly Change[]) => db.write(async (tx) => {
    await applyChanges(tx, effect)
    await noteAttempt(tx, svixId, outcome, reason)
    const erased = await findErased(tx, { userId, invitationId })
    if (erased) await eraseTraces(tx, erased)
    return outcome
  })
  const { changes, error } = readStored(stored.payload)
  if (error !== undefined) return note('quarantined', error, [])
  try { return await note(changes ? 'applied' : 'ignored', null, changes ?? []) }
  catch (cause) {
    if (isDatabaseUnavailable(cause)) throw cause
    return note('quarantined', String(cause), [])
  }
}
