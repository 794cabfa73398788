import type { Context } from '../core/context.ts'
import { ClerkError } from '../core/errors.ts'
import { seededBytes } from '../core/random.ts'
import { Store } from '../core/store/store.ts'
import { InputError } from '../inputs/error.ts'
import { applySeed } from './apply.ts'
import { seedBase } from './base.ts'
import { demoSeed, testCode } from './demo.ts'
import { generate, type GenerateSize } from './generate.ts'
import type { Seed } from './schema.ts'

export type { GenerateSize, Seed }

/** A data set: by name, or as an object. */
export type SeedInput = Seed | 'demo' | 'empty'

/** What is made besides the seed itself, and how. */
export interface SeedOptions { randomSeed?: number, generated?: GenerateSize }

/** A person the local Clerk knows, for the terminal and the info file. */
export interface Person {
  email: string
  password: string
  code: string
  /** Slugs. */
  organizations: string[]
}

/**
 * A store of its own that holds the seed, so that one which turns out wrong changes nothing. Its changes are recorded
 * as seeded: they are not sent. With a random seed the ids are the same every time.
 */
export function seededStore(ctx: Context, seed: SeedInput, { randomSeed, generated }: SeedOptions = {}): Store {
  const store = new Store()
  if (randomSeed !== undefined) store.random = seededBytes(randomSeed)
  const scratch = { ...ctx, store }
  store.changes.seeding = true
  seedBase(scratch)
  try {
    applySeed(scratch, seed === 'demo' ? demoSeed : seed === 'empty' ? {} : seed)
    if (generated) generate(scratch, generated, randomSeed)
  }
  catch (error) {
    // A rule that only the work itself knows, such as the seats of a plan.
    if (error instanceof ClerkError) throw new InputError(`The seed breaks a rule: ${error.errors[0]?.long_message}`)
    throw error
  }
  return store
}

/** The people of a seed with the organizations they belong to. */
export function seedPeople(seed: SeedInput): Person[] {
  if (seed === 'empty') return []
  const { users = [], organizations = [] } = seed === 'demo' ? demoSeed : seed
  return users.map(({ email, password = '' }) => ({
    email,
    password,
    code: testCode,
    organizations: organizations.filter(o => o.createdBy === email || o.members?.some(m => m.email === email)).map(o => o.slug),
  }))
}
