import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Store } from '../../../clerk-local/core/store/store.ts'
import { before, changesHold, countsHold, rolesHold, seatsHold, snapshotHolds } from './invariants.ts'
import { operations, perform } from './operations.ts'
import { ofModel, ofStore } from './projection.ts'
import { apply, emptyModel } from './replay.ts'
import { World } from './world.ts'

/** A failure prints its seed; STATE_SEED runs it again, STATE_RUNS looks longer. */
const parameters = { seed: process.env.STATE_SEED ? Number(process.env.STATE_SEED) : undefined, numRuns: Number(process.env.STATE_RUNS ?? 15), endOnFailure: false }
const number = fc.nat({ max: 30 })
const steps = fc.array(fc.record({ name: fc.constantFrom(...Object.keys(operations)), x: number, y: number, z: number }), { minLength: 1, maxLength: 60, size: 'max' })

let world: World
beforeAll(async () => {
  world = await World.start()
})
afterAll(() => world.clerk.close())

describe('whatever happens to people and organizations', () => {
  it('the rules hold, and webhooks tell everything', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(steps, async (sequence) => {
      world.reset()
      for (const step of sequence) {
        const was = before(world)
        await perform(world, step)
        seatsHold(world, was)
        rolesHold(world)
        changesHold(world, was)
      }
      await countsHold(world)
      snapshotHolds(world.clerk.store, new Store())
      const model = emptyModel()
      for (const change of world.clerk.store.changes.all()) apply(model, change)
      expect(ofModel(model)).toEqual(ofStore(world.clerk.store))
    }), parameters)
  })

  it('a snapshot brings it back over HTTP', { timeout: 120_000 }, async () => {
    const control = async (method: string, path: string, body?: string) => (await fetch(`${world.clerk.url}/__test__${path}`, { method, body, headers: { 'content-type': 'application/json' } })).json() as Promise<unknown>
    await fc.assert(fc.asyncProperty(steps, steps, async (first, second) => {
      world.reset()
      for (const step of first) await perform(world, step)
      const snapshot = await control('GET', '/snapshot')
      for (const step of second) await perform(world, step)
      expect(await control('POST', '/restore', JSON.stringify(snapshot))).toMatchObject({ done: true })
      expect(await control('GET', '/snapshot')).toEqual(snapshot)
    }), { ...parameters, numRuns: Math.ceil(parameters.numRuns / 4) })
  })
})
