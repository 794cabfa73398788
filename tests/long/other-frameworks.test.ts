import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClerkLocal } from '../../clerk-local/index.ts'
import { anyFreePort } from '../../scripts/lib/ports.ts'
import { blocks } from '../support/docs/blocks'
import { signIn } from '../support/app/session.ts'
import { waitFor } from '../support/app/wait.ts'

/** What the guide of clerk-local shows of other frameworks. They are installed for this test only, and take a minute. */
const guide = blocks('docs/clerk-local.md')
const folder = mkdtempSync(join(tmpdir(), 'clerk-orgs-frameworks-'))
const run = (command: string, ...args: string[]) => promisify(execFile)(command, args, { cwd: folder }).catch((error: { stdout: string, stderr: string }) => { throw new Error(error.stdout + error.stderr) })
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}
const express = guide.find(({ code }) => code.includes('\'@clerk/express\''))!

beforeAll(async () => {
  write('package.json', '{ "type": "module", "private": true }')
  await run('npm', 'install', '--no-audit', '--no-fund', 'express@5', '@types/express@5', '@clerk/express', '@clerk/nextjs', 'next@16', 'react', 'react-dom', '@types/react', '@types/node@24', 'typescript@5.9')
  write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler', target: 'es2024', skipLibCheck: true, jsx: 'preserve' }, include: ['**/*.ts'] }))
  write('express.ts', express.code)
  for (const { file, code } of guide.filter(({ code }) => /'@clerk\/nextjs|rewrites:/.test(code))) write(file!, code)
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('is type-checked', { timeout: 120_000 }, async () => {
  expect((await run('npx', 'tsc')).stdout).toBe('')
})

it('runs on Express: a session is accepted, and a webhook', { timeout: 60_000 }, async () => {
  const port = await anyFreePort(), url = `http://localhost:${port}`
  const clerk = await createClerkLocal({ port: 0, webhooks: [{ url: `${url}/webhooks` }] })
  const values: Record<string, string> = {
    CLERK_PUBLISHABLE_KEY: clerk.publishableKey, CLERK_SECRET_KEY: clerk.secretKey, CLERK_API_URL: clerk.backendApiUrl, CLERK_FAPI_URL: clerk.frontendApiUrl, CLERK_PROXY_URL: `${url}/__clerk`, CLERK_JWT_KEY: clerk.jwtKey,
  }
  const named = guide.find(({ language, code }) => language === 'dotenv' && code.startsWith('CLERK_PUBLISHABLE_KEY'))!.code.match(/^[A-Z_]+/gm)!
  expect(named).toEqual(Object.keys(values))
  write('server.ts', `${express.code}\napp.listen(${port})\n`)
  const child = spawn(process.execPath, ['server.ts'], { cwd: folder, env: { ...process.env, ...values, CLERK_TELEMETRY_DISABLED: '1', CLERK_WEBHOOK_SIGNING_SECRET: clerk.webhookSecret }, stdio: 'inherit' })
  try {
    const me = async (headers = {}) => (await fetch(`${url}/me`, { headers })).json()
    await waitFor('the server', async () => await me() === null, 20_000)
    const session = await signIn(clerk, url, 'ada+clerk_test@example.com')
    expect(await me({ authorization: `Bearer ${await session.token()}` })).toBe(session.userId)
    await clerk.webhooks.settled()
    const sent = clerk.webhooks.deliveries()
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.filter(({ status }) => status !== 'delivered')).toEqual([])
  }
  finally {
    child.kill()
    await clerk.close()
  }
})
