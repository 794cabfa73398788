import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clerkLocalPort, infoFile, isRunning, readInfo, startClerkLocal } from '../../../scripts/lib/clerk-local-process.ts'
import { isPortFree } from '../../../scripts/lib/ports.ts'
import { waitFor } from '../../support/app/wait.ts'

const project = join(import.meta.dirname, '..', '..', '..')
const root = mkdtempSync(join(tmpdir(), 'clerk-local-process-'))
let holder: Server | undefined

beforeAll(async () => {
  for (const name of ['clerk-local', 'scripts', 'node_modules', 'package.json']) symlinkSync(join(project, name), join(root, name))
  // The usual port is taken, by this or by somebody else's clerk-local.
  if (await isPortFree(clerkLocalPort))
    holder = await new Promise<Server>((resolve) => { const server = createServer().listen(clerkLocalPort, '127.0.0.1', () => resolve(server)) })
})

afterAll(() => {
  holder?.close()
  rmSync(root, { recursive: true, force: true })
})

it('starts on the next free port, is found again, and ends', { timeout: 60_000 }, async () => {
  const first = await startClerkLocal({ root, appUrl: 'http://localhost:3999' })
  expect(first.started).toBe(true)
  expect(new URL(first.info.url).port).not.toBe(String(clerkLocalPort))
  expect(readInfo(infoFile(root))).toEqual(first.info)

  const second = await startClerkLocal({ root, appUrl: 'http://localhost:3999' })
  expect(second).toMatchObject({ started: false, info: first.info })
  await second.close()
  expect(await isRunning(first.info)).toBe(true)
  expect(await isRunning({ ...first.info, url: 'http://127.0.0.1:9', backendApiUrl: 'http://127.0.0.1:9/backend' })).toBe(false)

  await first.close()
  expect(await isRunning(first.info)).toBe(false)
})

it('ends when the process that started it is killed', { timeout: 60_000 }, async () => {
  const script = `import { startClerkLocal } from ${JSON.stringify(join(project, 'scripts', 'lib', 'clerk-local-process.ts'))}
    await startClerkLocal({ root: ${JSON.stringify(root)}, appUrl: 'http://localhost:3999' }); setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' })
  const info = await waitFor('the info file', () => readInfo(infoFile(root)), 30_000)
  expect(await isRunning(info)).toBe(true)
  parent.kill('SIGKILL')
  await waitFor('clerk-local to end', async () => !await isRunning(info), 10_000)
})
