/** Loads of a page in Chromium, with nothing in its cache. */
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext } from '@playwright/test'
import { untilQuiet } from '../../tests/support/page/quiet.ts'

/**
 * What one load came to: kB of JavaScript (gzip), ours that the page's HTML names, ours that came later (plots, and pages
 * fetched ahead), and Clerk's; times in ms; the sum of layout shifts.
 */
export interface Load { own: number, later: number, clerk: number, lcp: number, cls: number, tbt: number, longest: number }

interface Seen { lcp: number, cls: number, tasks: number[] }

/** Paths of the scripts that a page's HTML has loaded with it: its own, and what they import. */
export const scriptsOf = (html: string): Set<string> => new Set([...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
  .filter(([tag]) => tag.startsWith('<script') || tag.includes('modulepreload'))
  .flatMap(([tag]) => /(?:src|href)="(\/_nuxt\/[^"]+\.js)"/.exec(tag)?.[1] ?? []))

/** kB (gzip) of them. */
export async function weigh(base: string, html: string): Promise<number> {
  const sizes = await Promise.all([...scriptsOf(html)].map(async path => gzipSync(await (await fetch(base + path)).bytes()).length / 1000))
  return sizes.reduce((total, size) => total + size, 0)
}

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
    const sizes: Promise<[path: string, kB: number]>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script' && response.ok())
        sizes.push(response.body().then(body => [new URL(response.url()).pathname, gzipSync(body).length / 1000]))
    })
    const document = await page.goto(url)
    const named = scriptsOf(await document!.text())
    await untilQuiet(page)
    await page.waitForTimeout(1000)
    const { lcp, cls, tasks } = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)
    const sum = (numbers: number[]) => numbers.reduce((total, value) => total + value, 0)
    const all = await Promise.all(sizes), of = (which: (path: string) => boolean) => sum(all.filter(([path]) => which(path)).map(([, kB]) => kB))
    return { own: of(path => named.has(path)), later: of(path => !isClerks(path) && !named.has(path)), clerk: of(isClerks), lcp, cls, tbt: sum(tasks.map(duration => duration - 50)), longest: Math.max(0, ...tasks) }
  }
  finally { await context.close() }
}
