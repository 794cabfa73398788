/**
 * `npm test`: everything that must hold before code is merged, in one command.
 *
 * A phase that fails doesn't hide the ones after it; the last line sums up the tests of Vitest and Playwright, and a
 * phase that failed in another way counts as one failure.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Counts, playwrightCounts, vitestCounts } from './lib/counts.ts'

const root = join(import.meta.dirname, '..')
const reports = join(root, '.data', 'test')
// Server and browser differ in time zone (playwright.config.ts), so that a date rendered in the wrong one shows.
const env = { ...process.env, TZ: 'UTC', PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json'), NUXT_TELEMETRY_DISABLED: '1' }
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const summary: string[] = []

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

/** Runs one phase; `count` reads the counts of the report it wrote. */
function phase(name: string, command: string[], count?: () => Counts): boolean {
  console.log(`\n── ${name} ──`)
  const start = performance.now()
  const ok = spawnSync('npx', ['--no-install', ...command], { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
  const counts = count?.() ?? { passed: 0, failed: 0, skipped: 0 }
  if (!ok && !counts.failed) counts.failed = 1
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key]
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const tests = count ? `, ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}` : ''
  const line = `${ok ? '✓' : '✗'} ${name}${tests} (${seconds} s)`
  console.log(line)
  summary.push(line)
  return ok
}

const report = <T>(file: string, read: (json: T) => Counts) => (): Counts => {
  const path = join(reports, file)
  return existsSync(path) ? read(JSON.parse(readFileSync(path, 'utf8')) as T) : { passed: 0, failed: 1, skipped: 0 }
}

const vitest = (...projects: string[]) => ['vitest', 'run', ...projects.flatMap(name => ['--project', name]),
  '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'vitest.json')}`]

const browser = phase('browser', ['node', 'scripts/ensure-browser.ts'])
phase('lint', ['eslint', '.', '--max-warnings=0'])
phase('types', ['node', 'scripts/typecheck.ts'])
const built = phase('build', ['nuxt', 'build', '--logLevel=silent'])
  // Also shows that the app can be extended.
  && phase('build of examples/extend', ['nuxt', 'build', 'examples/extend', '--logLevel=silent'])
phase(built ? 'unit, clerk-local, server and mounted tests' : 'unit, clerk-local and mounted tests (no build: server tests not run)',
  vitest('unit', 'unit-postgres', 'clerk-local', 'nuxt', ...built ? ['server', 'server-postgres'] : []), report('vitest.json', vitestCounts))
if (built && browser) phase('browser tests', ['playwright', 'test', '--reporter=list,json'], report('playwright.json', playwrightCounts))
else summary.push('✗ browser tests not run')

console.log(`\n${summary.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed ? 1 : 0
