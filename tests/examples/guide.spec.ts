import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, type Page, test as base } from '@playwright/test'
import Client from 'better-sqlite3'
import { type Seed, signInOnPage, startApp } from 'clerk-orgs/testing'
import { createClerkLocal } from '../../clerk-local/index.ts'
import { localEnv } from '../../scripts/lib/clerk-env.ts'
import { anyFreePort } from '../../scripts/lib/ports.ts'
import { blocks } from '../support/docs/blocks.ts'
import { guardFixtures } from '../support/page/guard-fixtures.ts'
import { untilQuiet } from '../support/page/quiet.ts'

/** The two pages that a newcomer follows, from an empty folder to a resource of their own. */
const guide = ['docs/recipes/start-an-app.md', 'docs/recipes/add-a-tenant-resource.md']
const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'clerk-orgs-guide-'))
const ada = { email: 'ada+clerk_test@example.com' }, bob = { email: 'bob+clerk_test@example.com' }
const test = base.extend(guardFixtures)

/** What `npm install ../clerk-orgs nuxt typescript` makes, without a registry: what only clerk-orgs needs is in its own folder. */
function linkPackages() {
  const read = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  const nuxts = read('node_modules', 'nuxt').dependencies
  const hidden = Object.keys(read().dependencies).filter(name => name !== 'nuxt' && !(name in nuxts))
  const names = readdirSync(join(root, 'node_modules')).filter(name => name === '.bin' || !name.startsWith('.')).flatMap(name => name.startsWith('@') ? readdirSync(join(root, 'node_modules', name)).map(inner => `${name}/${inner}`) : [name])
  for (const name of names.filter(name => !hidden.includes(name) && !name.startsWith('@clerk/'))) link(join(root, 'node_modules', name), name)
  link(root, 'clerk-orgs')
  writeFileSync(join(folder, 'package.json'), '{ "name": "reports", "type": "module" }')
}

function link(target: string, name: string) {
  const path = join(folder, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}

test.beforeAll(async () => {
  test.setTimeout(240_000)
  linkPackages()
  for (const { file, code } of guide.flatMap(blocks)) {
    if (!file) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), code)
  }
  await promisify(execFile)('npx', ['--no-install', 'nuxt', 'build', '--logLevel=silent'], { cwd: folder })
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

test('who follows the guide word by word has reports that the right people write and read', async ({ browser, guard }) => {
  const seed = JSON.parse(readFileSync(join(folder, 'clerk-local.seed.json'), 'utf8')) as Seed
  const app = await startApp({ server: join(folder, '.output', 'server', 'index.mjs'), clerk: { seed } })
  try {
    const as = async (person: { email: string }, path: string) => {
      const page = await (await browser.newContext({ baseURL: app.url })).newPage()
      guard.watch(page)
      await signInOnPage(page, person, path)
      return page
    }
    const page = await as(ada, '/orgs/acme')
    await page.getByRole('link', { name: 'Reports' }).click()
    await page.getByRole('textbox', { name: 'Title of the report' }).fill('What the moon is made of')
    await page.getByRole('button', { name: 'Add report' }).click()
    await expect(page.getByRole('list', { name: 'Reports' })).toContainText('What the moon is made of')

    const bobs = await as(bob, '/orgs/acme/reports')
    await expect(bobs.getByRole('list', { name: 'Reports' })).toContainText('What the moon is made of')
    await expect(bobs.getByRole('button', { name: 'Add report' })).toHaveCount(0)
    expect((await app.fetchAs(bob, '/api/orgs/acme/reports', { json: { title: 'Mine' } })).status).toBe(403)

    await page.goto('/orgs/beta/reports')
    await expect(page).toHaveURL(/\/orgs\/beta\/plan/)
    for (const context of browser.contexts()) await context.close()
  }
  finally { await app.close() }
})

test('the commands of the base know the policy table and the tables of the app', async () => {
  // Step 9 is left out: nobody has told Clerk.
  const clerk = await createClerkLocal({ port: 0 })
  const [from, to] = ['guide.db', 'copy.db'].map(file => `file:${join(folder, file)}`) as [string, string]
  const env = { ...process.env, ...localEnv(clerk), NUXT_DATABASE_URL: from }
  const run = (...args: string[]) => promisify(execFile)(process.execPath, [join(root, 'scripts', 'clerk-orgs.mjs'), ...args], { cwd: folder, env })
    // Its exit code says that something is wrong.
    .catch((error: { stdout: string }) => error)
  try {
    const { findings } = JSON.parse((await run('doctor', '--json')).stdout) as { findings: { id: string, proof: string }[] }
    expect(findings.map(({ id, proof }) => `${id}: ${proof}`)).toEqual([
      'permission_unknown_to_clerk: org:reports:write is not among the instance’s permissions.',
      'feature_on_no_plan: No plan has the feature reports.',
    ])
    // The doctor has made the database.
    new Client(from.replace('file:', '')).prepare('insert into reports values (?, ?, ?, ?, ?)').run('rep_1', 'org_1', 'Moon', 'user_1', 1)
    expect((await run('db:copy', '--from', from, '--to', to)).stdout).toMatch(/^reports +same: 1 rows/m)
  }
  finally { await clerk.close() }
})

test('the production build starts by the base\'s command, which ends with it', async ({ request }) => {
  const port = await anyFreePort()
  const child = spawn(process.execPath, [join(root, 'scripts', 'clerk-orgs.mjs'), 'start'], { cwd: folder, env: { PATH: process.env.PATH, CLERK_LOCAL: '1', PORT: String(port) }, stdio: 'ignore' })
  const ended = new Promise(resolve => child.once('exit', resolve))
  await expect.poll(() => request.get(`http://localhost:${port}/api/health`).then(answer => answer.status(), () => 0), { timeout: 30_000 }).toBe(200)
  child.kill('SIGTERM')
  await ended
  await expect(request.get(`http://localhost:${port}/api/health`)).rejects.toThrow()
})

test('in development too there is one Clerk, every page opens without a warning, and the doctor looks at the app and at who is signed in', async ({ browser, guard }) => {
  test.setTimeout(240_000)
  // A mistake for the doctor. Whether the mirror is behind is no question for a test: a task fills it every ten minutes.
  writeFileSync(join(folder, 'server', 'provider.ts'), 'export const provider = (user: { enterpriseAccounts: { provider: string }[] }) => user.enterpriseAccounts[0]?.provider\n')
  const port = await anyFreePort(), url = `http://localhost:${port}`
  const dev = spawn('npx', ['--no-install', 'nuxt', 'dev'], { cwd: folder, env: { ...process.env, PORT: String(port) }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    let printed = ''
    for (const stream of [dev.stdout, dev.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { printed += chunk })
    await expect.poll(() => printed, { timeout: 60_000 }).toContain('is ready at')
    const personsPage = async () => {
      const page = await (await browser.newContext({ baseURL: url })).newPage()
      guard.watch(page)
      // A browser remembers 250 requests, and in development a page is more: `untilQuiet` would see no others.
      await page.addInitScript(() => { performance.setResourceTimingBufferSize(10_000) })
      return page
    }
    const page = await personsPage()
    await signInOnPage(page, ada, '/orgs/acme')
    await expect(page.getByRole('button', { name: 'Open organization switcher' })).toContainText('Acme')
    const links = await page.getByRole('navigation', { name: 'Pages of this organization' }).getByRole('link').evaluateAll(all => all.map(link => link.getAttribute('href')!))
    expect(links).toContain('/orgs/acme/reports')
    // What is still on its way when another page is opened would be an error that nobody sees.
    const go = async (to: Page, path: string) => {
      await untilQuiet(to)
      await to.goto(path)
    }
    for (const path of ['/me', '/orgs', ...links, '/orgs/acme']) await go(page, path)
    await page.getByRole('link', { name: 'Reports' }).click()
    await expect(page.getByRole('button', { name: 'Add report' })).toBeVisible()

    await go(page, '/__doctor')
    await expect(page.getByRole('heading', { name: 'Clerk doctor' })).toBeVisible()
    await expect(page.getByText('server/provider.ts:1')).toBeVisible()
    await page.context().close()

    const dans = await personsPage()
    await signInOnPage(dans, { email: 'dan+clerk_test@example.com' })
    await expect(dans).toHaveURL(/\/session-tasks\//)
    await go(dans, '/__doctor')
    await expect(dans.getByText('session_pending')).toBeVisible()
    await dans.context().close()
    expect(printed).not.toContain('WARN')
    // Vite prepared all packages beforehand: one that it meets later can make it load the open pages again.
    expect(printed).not.toMatch(/dependenc(?:y|ies) optimized/)
  }
  finally { process.kill(-dev.pid!, 'SIGTERM') }
})
