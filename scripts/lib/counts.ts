/** How many tests passed, failed and were skipped. */
export interface Counts { passed: number, failed: number, skipped: number }

interface VitestReport {
  testResults: { name: string, status: string, message?: string, assertionResults: { status: string }[] }[]
}

interface PlaywrightReport {
  stats: { expected: number, unexpected: number, flaky: number, skipped: number }
  errors: unknown[]
}

/** Counts of Vitest's JSON report. A file that failed before its first test counts as one failure. */
export function vitestCounts({ testResults }: VitestReport): Counts {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const { status, assertionResults } of testResults) {
    const failed = assertionResults.filter(test => test.status === 'failed').length
    counts.passed += assertionResults.filter(test => test.status === 'passed').length
    counts.failed += failed || (status === 'failed' ? 1 : 0)
    counts.skipped += assertionResults.filter(test => test.status !== 'passed' && test.status !== 'failed').length
  }
  return counts
}

/** Counts of Playwright's JSON report. A test that only passed on a retry counts as failed, as does an error outside of tests. */
export function playwrightCounts({ stats, errors }: PlaywrightReport): Counts {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}
