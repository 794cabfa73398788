import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClerkLocal } from '../../../../clerk-local/index.ts'
import { itemInForce } from '../../../../clerk-local/domain/billing/items.ts'
import { invitationStatus } from '../../../../clerk-local/domain/organizations/counts.ts'
import { runs, tempDatabase } from '../../db/temp-database'
import { historian, live, operations, tell, type Step } from '../fixtures/history'
import { mirrorOf } from '../fixtures/payloads'

/** A failure prints its seed; HISTORY_SEED runs it again, HISTORY_RUNS looks longer. */
const seed = process.env.HISTORY_SEED ? Number(process.env.HISTORY_SEED) : undefined
const numRuns = Number(process.env.HISTORY_RUNS ?? runs(2000))
const number = fc.nat({ max: 30 })
const stepsOf = (wait: fc.Arbitrary<number>) => fc.array(
  fc.record({ name: fc.constantFrom(...Object.keys(operations)), x: number, y: number, wait }) satisfies fc.Arbitrary<Step>, { minLength: 1, maxLength: 12, size: 'max' },
)

let clerk: ClerkLocal
beforeAll(async () => { clerk = await historian() })
afterAll(() => clerk.close())

/** What came of the steps, as webhooks tell it. The roles that every instance starts with are part of few histories: they are many rows. */
const historyOf = (steps: readonly Step[], withRoles: boolean) =>
  live(clerk, steps).filter(({ seeded, type }) => withRoles || !seeded || !/^(?:role|permission)\./.test(type)).map(tell)

/** The history in an order that the numbers choose, with some of it more than once. */
function disturbed<T>(history: readonly T[], order: readonly number[], repeated: readonly number[]): T[] {
  const told = [...history, ...repeated.flatMap(at => history[at % history.length] ?? [])]
  return told.map((event, at) => ({ event, key: ((order[at % order.length] ?? 0) + at * 7919) % 1009 })).sort((a, b) => a.key - b.key).map(({ event }) => event)
}

describe(`the mirror of ${numRuns} histories that clerk-local lives through`, () => {
  it('is the same for any order and any repetition', async () => {
    const db = await tempDatabase()
    // Most steps in the same millisecond as the one before: ties are the hard part.
    const steps = stepsOf(fc.constantFrom(0, 0, 1, 60_000))
    const order = fc.array(fc.nat({ max: 1008 }), { minLength: 40, maxLength: 40 }), repeated = fc.array(fc.nat({ max: 100 }), { maxLength: 12 })
    await fc.assert(fc.asyncProperty(steps, order, repeated, fc.integer({ min: 0, max: 19 }), async (steps, order, repeated, dice) => {
      const history = historyOf(steps, dice === 0)
      const inOrder = await mirrorOf(db, history)
      expect(await mirrorOf(db, disturbed(history, order, repeated))).toEqual(inOrder)
    }), { numRuns, seed, endOnFailure: numRuns > 2000 })
  }, 240_000)

  it('says what clerk-local says, in any order', async () => {
    const db = await tempDatabase()
    const order = fc.array(fc.nat({ max: 1008 }), { minLength: 40, maxLength: 40 })
    await fc.assert(fc.asyncProperty(stepsOf(fc.integer({ min: 1, max: 60_000 })), order, async (steps, order) => {
      const mirror = await mirrorOf(db, disturbed(historyOf(steps, false), order, []))
      const { store, ctx } = clerk
      const alive = <T extends { deletedAt: number | null }>(rows: T[]) => rows.filter(row => row.deletedAt === null)
      const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
      expect(alive(mirror.organizations).map(({ id, name, slug }) => ({ id, name, slug }))).toEqual(store.organizations.all().map(({ id, name, slug }) => ({ id, name, slug })).sort((a, b) => a.id < b.id ? -1 : 1))
      expect(ids(alive(mirror.users))).toEqual(ids(store.users.all()))
      expect(ids(alive(mirror.memberships))).toEqual(ids(store.memberships.all()))
      expect(ids(alive(mirror.domains))).toEqual(ids(store.domains.all()))
      for (const row of alive(mirror.invitations)) {
        const invitation = store.invitations.get(row.id)
        expect(invitation && row.status === 'pending' ? 'pending' : row.status).toBe(invitation && (invitationStatus(ctx, invitation) === 'expired' ? 'pending' : invitation.status))
      }
      for (const subscription of store.subscriptions.all()) {
        const told = mirror.subscriptionItems.filter(({ subscriptionId, status }) => subscriptionId === subscription.id && ['active', 'canceled', 'past_due'].includes(status))
        expect(told.map(({ id, status, planId }) => ({ id, status, planId }))).toEqual([itemInForce(subscription)].flatMap(item => item ? [{ id: item.id, status: item.status, planId: item.planId }] : []))
      }
    }), { numRuns: Math.ceil(numRuns / 10), seed })
  }, 120_000)
})
