import type { Page } from '@playwright/test'

/** Waits until a page has loaded and nothing new has arrived for half a second. Playwright's `networkidle` would wait for the event stream. */
export async function untilQuiet(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.waitForFunction(() => performance.now() - Math.max(0, ...performance.getEntriesByType('resource').map(entry => (entry as PerformanceResourceTiming).responseEnd)) > 500)
}
