import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')

function start(env: Record<string, string>): Promise<{ code: number, output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [join(root, 'scripts', 'start.ts')], { env: { PATH: process.env.PATH, ...env }, timeout: 20_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? child.exitCode ?? -1 : 0, output: stdout + stderr }))
  })
}

it('refuses to start without keys and names them', async () => {
  const { code, output } = await start({ NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: '', NUXT_CLERK_SECRET_KEY: '' })
  expect(code).toBe(1)
  expect(output).toContain('NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY and NUXT_CLERK_SECRET_KEY are missing')
  expect(output).toContain('CLERK_LOCAL=1 npm start')
})

it('reports misnamed variables and keeps their values to itself', async () => {
  const { code, output } = await start({ NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_x', NUXT_CLERK_SECRET_KEY: '', CLERK_SECRET_KEY: 'sk_test_hidden' })
  expect(code).toBe(1)
  expect(output).toContain('CLERK_SECRET_KEY is not read by this app: rename it to NUXT_CLERK_SECRET_KEY.')
  expect(output).toContain('NUXT_CLERK_SECRET_KEY is missing')
  expect(output).not.toContain('sk_test_hidden')
})
