import { expect, it } from 'vitest'
import { playwrightCounts, vitestCounts } from '../../../scripts/lib/counts.ts'

const file = (status: string, ...tests: string[]) => ({ name: 'x', status, assertionResults: tests.map(test => ({ status: test })) })

it('counts Vitest\'s tests, and a file that could not run as one failure', () => {
  expect(vitestCounts({ testResults: [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'passed'), file('failed')] }))
    .toEqual({ passed: 3, failed: 2, skipped: 1 })
})

it('counts Playwright\'s tests, flaky ones and errors as failures', () => {
  expect(playwrightCounts({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] })).toEqual({ passed: 4, failed: 3, skipped: 2 })
})
