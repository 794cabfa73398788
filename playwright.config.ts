import { defineConfig, devices } from '@playwright/test'
import { launchOptions } from './scripts/lib/browser.ts'

/**
 * Browser tests: the app, against the production build (`tests/e2e/fixtures.ts` starts it and a clerk-local for each
 * worker), and Clerk's own components on clerk-local without the app.
 */
export default defineConfig({
  projects: [
    { name: 'app', testDir: 'tests/e2e' },
    { name: 'clerk-ui', testDir: 'tests/clerk-ui' },
    // An app that extends this one, built in `scripts/test.ts`.
    { name: 'examples', testDir: 'tests/examples' },
  ],
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Generous: Clerk's interface takes seconds to draw on two busy cores without a GPU.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    // Not the server's zone and not its language, so that a date rendered for the wrong one is a hydration mismatch.
    timezoneId: 'America/New_York',
    locale: 'en-GB',
    contextOptions: { reducedMotion: 'reduce' },
    // Recording doubles the time of a test: `--trace retain-on-failure` for the one that is looked at.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: launchOptions(),
  },
})
