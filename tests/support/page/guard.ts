import type { Page } from '@playwright/test'
import { awaitHydration } from './alive.ts'

/** What a page may print or ask for without failing its test. Each entry says why. */
const allowedMessages: readonly RegExp[] = [
  // clerk-js says this for every pk_test_ key. The local instance has one, as developers' cloud instances do.
  /^Clerk: Clerk has been loaded with development keys\./,
]

interface ExpectedAnswer { path: string | RegExp, status: number }

/** Watches pages for everything a person would call broken. */
export interface Guard {
  /** Announces an answer of 400 or more that this test provokes. */
  expectStatus: (path: string | RegExp, status: number) => void
  /** Announces a console message that this test provokes. */
  expectMessage: (pattern: RegExp) => void
  /** Announces requests to another host, which the test answers itself. */
  expectRequest: (pattern: RegExp) => void
  watch: (page: Page) => void
  problems: readonly string[]
}

const isLocal = (url: string) => /^(?:data|blob|about):/.test(url) || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname)

/** A guard for the pages of one test; the test fails unless `problems` stays empty. */
export function createGuard(): Guard {
  const problems: string[] = []
  const expected: ExpectedAnswer[] = []
  const messages = [...allowedMessages]
  const requests: RegExp[] = []
  const isExpected = (url: string, status?: number) => {
    const { pathname } = new URL(url)
    return expected.some(answer => (status === undefined || answer.status === status)
      && (typeof answer.path === 'string' ? answer.path === pathname : answer.path.test(pathname)))
  }
  return {
    problems,
    expectStatus: (path, status) => expected.push({ path, status }),
    expectMessage: pattern => messages.push(pattern),
    expectRequest: pattern => requests.push(pattern),
    watch(page) {
      awaitHydration(page)
      page.on('console', (message) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return
        const text = message.text()
        const { url } = message.location()
        if (messages.some(pattern => pattern.test(text))) return
        // Chromium prints one of these for each answer below, which has its own line.
        if (text.startsWith('Failed to load resource: the server responded with a status of') && url) return
        problems.push(`console ${message.type()}: ${text}`)
      })
      page.on('pageerror', error => problems.push(`uncaught: ${error.stack ?? error.message}`))
      page.on('request', request => isLocal(request.url()) || requests.some(pattern => pattern.test(request.url())) || problems.push(`request that leaves this machine: ${request.method()} ${request.url()}`))
      page.on('response', (response) => {
        const status = response.status()
        if (status >= 400 && !isExpected(response.url(), status))
          problems.push(`${status} for ${response.request().method()} ${response.url()}`)
      })
    },
  }
}
