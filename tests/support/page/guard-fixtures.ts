import { deepEqual } from 'node:assert/strict'
import type { BrowserContext, Fixtures, Page, PlaywrightTestArgs, PlaywrightTestOptions, PlaywrightWorkerArgs } from '@playwright/test'
import { createGuard, type Guard } from './guard.ts'

export interface GuardFixtures {
  guard: Guard
  /** A page in a browser of its own: another person. Guarded like `page`. */
  newPersonPage: () => Promise<Page>
}

/** Fixtures for `test.extend`: pages that fail their test when they misbehave. Who uses them says what the pages are of, by `baseURL`. */
export const guardFixtures: Fixtures<GuardFixtures, object, PlaywrightTestArgs & PlaywrightTestOptions, PlaywrightWorkerArgs> = {
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  guard: [async ({}, use) => {
    const guard = createGuard()
    await use(guard)
    deepEqual(guard.problems, [], 'what the pages did wrong')
  }, { auto: true }],

  page: async ({ page, guard }, use) => {
    guard.watch(page)
    await use(page)
  },

  newPersonPage: async ({ browser, baseURL, guard, contextOptions, timezoneId, locale, viewport }, use) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL, timezoneId, locale, viewport })
      contexts.push(context)
      const page = await context.newPage()
      guard.watch(page)
      return page
    })
    for (const context of contexts) await context.close()
  },
}
