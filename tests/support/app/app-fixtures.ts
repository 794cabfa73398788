import type { Fixtures, PlaywrightTestArgs, PlaywrightTestOptions, PlaywrightWorkerArgs, PlaywrightWorkerOptions } from '@playwright/test'
import { startApp, type StartOptions, type TestApp } from './app.ts'
import { type GuardFixtures, guardFixtures } from '../page/guard-fixtures.ts'

export interface AppWorkerFixtures {
  /** More settings of clerk-local, for the tests of one file: `test.use({ clerkOptions: { settings: … } })`. */
  clerkOptions: NonNullable<StartOptions['clerk']>
  /** The app and its clerk-local. People and organizations come from `app.make`, so tests don't share them. */
  app: TestApp
}

/**
 * Fixtures for browser tests of an app, `test.extend(appFixtures(…))`: one app and one clerk-local for each worker, and
 * pages that fail their test on console errors, hydration mismatches, unexpected answers and requests that leave the machine.
 *
 * @param options - the built server, where it isn't this repository's own; whom and what clerk-local starts with
 */
export function appFixtures(options: StartOptions = {}): Fixtures<GuardFixtures, AppWorkerFixtures, PlaywrightTestArgs & PlaywrightTestOptions, PlaywrightWorkerArgs & PlaywrightWorkerOptions> {
  return {
    ...guardFixtures,

    clerkOptions: [{}, { option: true, scope: 'worker' }],

    app: [async ({ clerkOptions }, use) => {
      // Browsers keep the processors busy: clerk-local answers late then, and is not down.
      const env = { NUXT_CLERK_TIMEOUT: '30', ...options.env }
      const app = await startApp({ ...options, env, clerk: { ...options.clerk, ...clerkOptions } })
      await use(app)
      await app.close()
    }, { scope: 'worker', timeout: 60_000 }],

    baseURL: async ({ app }, use) => use(app.url),
  }
}
