import type { Page } from '@playwright/test'

/** Puts a tab out of sight, or back: a headless browser shows every page. */
export const setInSight = (page: Page, inSight: boolean) => page.evaluate((state) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
  document.dispatchEvent(new Event('visibilitychange'))
}, inSight ? 'visible' : 'hidden')
