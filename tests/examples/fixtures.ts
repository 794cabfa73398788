import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { appFixtures, type Seed } from 'clerk-orgs/testing'

export { expect } from '@playwright/test'

const folder = join(import.meta.dirname, '..', '..', 'examples', 'extend')
const seed = JSON.parse(readFileSync(join(folder, 'clerk-local.seed.json'), 'utf8')) as Seed

/** The test function for the app of `examples/extend`, with its own people and plans. */
export const test = base.extend(appFixtures({ server: join(folder, '.output', 'server', 'index.mjs'), clerk: { seed } }))
