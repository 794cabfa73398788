import { createClerkClient } from '@clerk/backend'
import fc from 'fast-check'
import type { Database } from '../../../db'
import { ingestWebhook, reconcile, type ReconcileOptions } from '../../../server/ingest'
import { operations, perform, type Step } from '../../clerk-local/state/operations.ts'
import type { World } from '../../clerk-local/state/world.ts'
import { newSecret, signed } from '../../unit/ingest/fixtures/payloads'

const secret = newSecret()
// The clock of the local Clerk is left alone: it is the test's.
const names = Object.keys(operations).filter(name => name !== 'wait')

/** What can happen to people and organizations, the same for the same seed. */
export function history(length: number, seed: number): Step[] {
  const number = fc.nat({ max: 30 })
  return fc.sample(fc.record({ name: fc.constantFrom(...names), x: number, y: number, z: number }), { numRuns: length, seed })
}

/** A local Clerk, and how its mirror hears of it. */
export function mirroring(world: World) {
  const { clerk } = world
  return {
    /** Lets it happen. */
    async live(steps: readonly Step[]) {
      for (const step of steps) await perform(world, step)
    },
    /** Everything that happened after a change, as Clerk would send it. */
    eventsAfter: (sequence: number) => clerk.store.changes.all().filter(change => change.sequence > sequence),
    lastSequence: () => clerk.store.changes.all().at(-1)?.sequence ?? 0,
    /** Delivers events as Svix would; each only once counts. */
    async deliver(db: Database, events: readonly { type: string, data: unknown, sequence: number, timestamp: number }[]) {
      for (const { type, data, sequence, timestamp } of events)
        await ingestWebhook({ db, secrets: [secret] }, signed(secret, { object: 'event', type, data, timestamp }, `msg_${sequence}`, new Date(Date.now())))
    },
    /** Reconciles at once, page by small page. */
    run: (db: Database, { apiUrl = clerk.backendApiUrl, ...options }: Partial<ReconcileOptions> & { apiUrl?: string } = {}) =>
      reconcile({ db, clerk: createClerkClient({ secretKey: clerk.secretKey, apiUrl, telemetry: { disabled: true } }) }, { fix: true, perSecond: 10_000, backOff: 1, pageSize: 3, ...options }),
  }
}
