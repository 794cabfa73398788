import { changesPosition, isPositionKept, listChanges, type Database, type OrganizationChangeRow } from '../../../db'
import type { NoContext, OrgFacts } from '../../../shared/policy/context'
import { decide } from '../../../shared/policy/decide'
import type { OrgChange } from '../../../shared/schemas/change'
import { audienceOf, neededFor } from '../admin/activity'

/** More changes at once than this are one `reset`: asking for everything again costs less. */
const MAX_CHANGES = 100

/** What a stream tells. `id` is where to resume; `reset` means that changes may be missing, `gone` that access has ended. */
export type LiveEvent
  = | { event: 'change', id: string, data: OrgChange }
    | { event: 'heartbeat' | 'reset', id: string }
    | { event: 'gone' }

/** How a stream follows an organization; times in ms. */
export interface FollowOptions {
  db: Database
  orgId: string
  userId: string
  /** The person's standing at this moment, or why they have none any more. */
  facts: () => Promise<OrgFacts | NoContext>
  /** What the client has seen last, as it was told; undefined begins with what comes. */
  lastEventId?: string
  heartbeat: number
  lifetime: number
  signal: AbortSignal
}

/** Whether a person may know of a change. */
const mayKnow = ({ kind, userId: about }: OrganizationChangeRow, userId: string, facts: OrgFacts): boolean =>
  about === userId || decide(facts, neededFor[audienceOf[kind]]).allowed

/**
 * Tells what changes in an organization, from a position in its log on, until the lifetime is over, the signal says stop
 * or the person's access ends. Looks at the person's standing anew before it tells anything.
 *
 * @throws what `facts` and the database throw
 */
export async function* followChanges({ db, orgId, userId, facts, lastEventId, heartbeat, lifetime, signal }: FollowOptions): AsyncGenerator<LiveEvent> {
  const end = Date.now() + lifetime
  let nudge = Promise.withResolvers<true>()
  const wake = () => nudge.resolve(true)
  const unfollow = db.follow(orgId, wake)
  signal.addEventListener('abort', wake)
  try {
    let position = lastEventId === undefined ? await changesPosition(db, orgId) : Number(lastEventId)
    for (let nextBeat = 0; !signal.aborted; nudge = Promise.withResolvers<true>()) {
      const current = await facts()
      if (typeof current === 'string') return yield { event: 'gone' }
      const reached = await changesPosition(db, orgId)
      const changes = isPositionKept(position) ? await listChanges(db, orgId, position, MAX_CHANGES + 1) : null
      if (!changes || changes.length > MAX_CHANGES) {
        position = reached
        yield { event: 'reset', id: String(position) }
      }
      else {
        for (const change of changes.filter(change => mayKnow(change, userId, current)))
          yield { event: 'change', id: String(change.id), data: { kind: change.kind, userId: change.userId } }
        position = Math.max(reached, changes.at(-1)?.id ?? 0)
      }
      if (Date.now() >= nextBeat) {
        nextBeat = Date.now() + heartbeat
        yield { event: 'heartbeat', id: String(position) }
      }
      if (Date.now() >= end) return
      const timer = setTimeout(wake, Math.min(nextBeat, end) - Date.now())
      await nudge.promise
      clearTimeout(timer)
    }
  }
  finally {
    unfollow()
    signal.removeEventListener('abort', wake)
  }
}
