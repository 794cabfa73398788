/** Finds a Chromium or Chrome for the browser tests, and gets one where there is none. Never skips. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { browserPath } from './lib/browser.ts'

/** Runs an installer quietly; what it printed is shown when it fails. */
function run(command: string, ...args: string[]): boolean {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  if (status !== 0) console.error(`${command} ${args.join(' ')} failed.\n${`${stdout ?? ''}${stderr ?? ''}`.slice(-2000)}`)
  return status === 0
}

/** The browser's path, after installing one if needed. */
export function ensureBrowser(): string {
  const found = browserPath()
  if (found) return found
  const debianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (debianRoot) {
    console.log('No Chromium or Chrome here: installing Debian\'s chromium, which takes a minute or two.')
    run('apt-get', 'update')
    if (run('apt-get', 'install', '-y', 'chromium') && browserPath()) return browserPath()!
  }
  console.log('Installing Playwright\'s Chromium.')
  const playwright = join(import.meta.dirname, '..', 'node_modules', '@playwright', 'test', 'cli.js')
  if (run(process.execPath, playwright, 'install', 'chromium') && browserPath()) return browserPath()!
  throw new Error('The browser tests need Chromium or Chrome: install one (Debian: apt-get install -y chromium) or set CHROME_PATH to it.')
}

if (import.meta.main) {
  try {
    console.log(`Browser: ${ensureBrowser()}`)
  }
  catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
