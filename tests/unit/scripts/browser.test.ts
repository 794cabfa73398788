import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { browserPath } from '../../../scripts/lib/browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'browser-'))
afterAll(() => rmSync(folder, { recursive: true }))

function program(...path: string[]): string {
  const file = join(folder, ...path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '')
  chmodSync(file, 0o755)
  return file
}

it('takes CHROME_PATH before anything else, and refuses one that names nothing', () => {
  const chrome = program('mine')
  expect(browserPath({ CHROME_PATH: chrome, PATH: '' })).toBe(chrome)
  expect(() => browserPath({ CHROME_PATH: join(folder, 'nothing') })).toThrow('CHROME_PATH names no program')
  expect(() => browserPath({ CHROME_PATH: folder })).toThrow('CHROME_PATH names no program')
})

it('finds a browser on the PATH', () => {
  const chromium = program('bin', 'chromium')
  expect(browserPath({ PATH: join(folder, 'bin') })).toBe(chromium)
})
