import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../../db'
import { recordChanges } from '../../../db'
import type { NoContext, OrgFacts } from '../../../shared/policy/context'
import { followChanges, type LiveEvent } from '../../../server/services/mirror/live'
import { orgFacts } from '../../support/mirror/facts'
import { waitFor } from '../../support/app/wait'
import { tempDatabase } from '../db/temp-database'

const change = (organizationId = 'org_acme') => ({ organizationId, kind: 'organization' as const, userId: null })
const record = (db: Database, count: number, at?: number, organizationId?: string) =>
  db.write(tx => recordChanges(tx, Array.from({ length: count }, () => change(organizationId)), at))

/** Follows for the length of a test. */
function follow(db: Database, lastEventId?: string, facts: () => Promise<OrgFacts | NoContext> = async () => orgFacts()) {
  const stop = new AbortController()
  const events: LiveEvent[] = []
  const done = (async () => {
    for await (const event of followChanges({ db, orgId: 'org_acme', userId: 'user_ada', facts, lastEventId, heartbeat: 60_000, lifetime: 60_000, signal: stop.signal })) events.push(event)
  })()
  onTestFinished(async () => {
    stop.abort()
    await done.catch(() => {})
  })
  return { events, stop, done, kinds: () => events.map(({ event }) => event) }
}

describe('followChanges', () => {
  it('tells a hundred changes one by one, and more as one reset', async () => {
    const db = await tempDatabase()
    const from = String((Date.now() - 1000) * 1000)
    await record(db, 100)
    const hundred = follow(db, from)
    await waitFor('the sign of life', () => hundred.kinds().includes('heartbeat'))
    expect(hundred.kinds()).toEqual([...Array.from({ length: 100 }, () => 'change'), 'heartbeat'])
    await record(db, 1)
    const more = follow(db, from)
    await waitFor('the sign of life', () => more.kinds().includes('heartbeat'))
    expect(more.kinds()).toEqual(['reset', 'heartbeat'])
    await waitFor('one more change', () => hundred.kinds().length === 102)
    expect(hundred.kinds().at(-1)).toBe('change')
  })

  it('goes on from any event without a gap and without a repetition', async () => {
    const db = await tempDatabase()
    const from = String((Date.now() - 1000) * 1000)
    await record(db, 5)
    const all = follow(db, from)
    await waitFor('the sign of life', () => all.kinds().includes('heartbeat'))
    for (const [at, event] of all.events.slice(0, 5).entries()) {
      const rest = follow(db, 'id' in event ? event.id : undefined)
      await waitFor('the sign of life', () => rest.kinds().includes('heartbeat'))
      expect(rest.kinds()).toEqual([...Array.from({ length: 4 - at }, () => 'change'), 'heartbeat'])
    }
  })

  it('asks for the standing before everything it tells, and ends when there is none', async () => {
    const db = await tempDatabase()
    let standing: OrgFacts | NoContext = orgFacts()
    const stream = follow(db, undefined, async () => standing)
    await waitFor('the sign of life', () => stream.kinds().includes('heartbeat'))
    standing = 'not_found'
    await record(db, 3)
    await stream.done
    expect(stream.kinds()).toEqual(['heartbeat', 'gone'])
  })

  it('ends at the signal, and with what the standing throws', async () => {
    const db = await tempDatabase()
    const stopped = follow(db)
    await sleep(20)
    stopped.stop.abort()
    await stopped.done
    await expect(follow(db, undefined, () => Promise.reject(new Error('unavailable'))).done).rejects.toThrow('unavailable')
  })
})
