import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { startApp, type TestApp } from '../support/app.ts'
import { createGuard, type Guard } from '../support/guard.ts'

export { expect }

interface Fixtures {
  guard: Guard
  /** A page in a browser of its own: another person. Guarded like `page`. */
  newPersonPage: () => Promise<Page>
}

interface WorkerFixtures {
  /** The app and its clerk-local. People and organizations come from `app.make`, so tests don't share them. */
  app: TestApp
}

/** The test function of every browser test: an app of the worker's own, and pages that may not misbehave. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  app: [async ({}, use) => {
    const app = await startApp()
    await use(app)
    await app.close()
  }, { scope: 'worker', timeout: 60_000 }],

  baseURL: async ({ app }, use) => use(app.url),

  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  guard: [async ({}, use) => {
    const guard = createGuard()
    await use(guard)
    expect(guard.problems, 'what the pages did wrong').toEqual([])
  }, { auto: true }],

  page: async ({ page, guard }, use) => {
    guard.watch(page)
    await use(page)
  },

  newPersonPage: async ({ browser, app, guard, contextOptions, timezoneId, locale, viewport }, use) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL: app.url, timezoneId, locale, viewport })
      contexts.push(context)
      const page = await context.newPage()
      guard.watch(page)
      return page
    })
    for (const context of contexts) await context.close()
  },
})
