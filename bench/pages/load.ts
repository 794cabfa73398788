/** Loads of a page in Chromium, with nothing in its cache. */
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext } from '@playwright/test'
import { untilQuiet } from '../../tests/support/quiet.ts'

/** What one load came to: kB of JavaScript (gzip), ours and Clerk's; times in ms; the sum of layout shifts. */
export interface Load { own: number, clerk: number, lcp: number, cls: number, tbt: number, longest: number }

interface Seen { lcp: number, cls: number, tasks: number[] }

/** Runs in the page, before anything of it. */
function watch() {
  const seen: Seen = (globalThis as unknown as { seen: Seen }).seen = { lcp: 0, cls: 0, tasks: [] }
  const each = (type: string, use: (entry: PerformanceEntry) => void) => new PerformanceObserver(list => list.getEntries().forEach(use)).observe({ type, buffered: true })
  each('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime })
  each('layout-shift', (entry) => { seen.cls += (entry as PerformanceEntry & { value: number }).value })
  each('longtask', (entry) => { seen.tasks.push(entry.duration) })
}

/**
 * Loads a page as a signed-in person.
 *
 * @param state - cookies of a browser that is signed in
 * @param withClerk - whether Clerk's own scripts are let through
 */
export async function load(browser: Browser, url: string, state: Awaited<ReturnType<BrowserContext['storageState']>>, withClerk: boolean): Promise<Load> {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(watch)
    const isClerks = (path: string) => path.startsWith('/__clerk/')
    if (!withClerk) await page.route(address => isClerks(address.pathname) && address.pathname.endsWith('.js'), route => route.abort())
    const sizes: Promise<[clerk: boolean, kB: number]>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script' && response.ok())
        sizes.push(response.body().then(body => [isClerks(new URL(response.url()).pathname), gzipSync(body).length / 1000]))
    })
    await page.goto(url)
    await untilQuiet(page)
    await page.waitForTimeout(1000)
    const { lcp, cls, tasks } = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)
    const sum = (numbers: number[]) => numbers.reduce((total, value) => total + value, 0)
    const all = await Promise.all(sizes), of = (clerk: boolean) => sum(all.filter(([clerks]) => clerks === clerk).map(([, kB]) => kB))
    return { own: of(false), clerk: of(true), lcp, cls, tbt: sum(tasks.map(duration => duration - 50)), longest: Math.max(0, ...tasks) }
  }
  finally { await context.close() }
}
