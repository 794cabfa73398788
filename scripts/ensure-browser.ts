/** Finds a Chromium or Chrome for the browser tests, and gets one where there is none. Never skips. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { browserPath } from './lib/browser.ts'

const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0

/** The browser's path, after installing one if needed. */
export function ensureBrowser(): string {
  const found = browserPath()
  if (found) return found
  const debianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (debianRoot) {
    console.log('No Chromium or Chrome here: installing Debian\'s chromium.')
    if (!run('apt-get', 'update')) console.error('apt-get update failed; trying with the lists that are there.')
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
