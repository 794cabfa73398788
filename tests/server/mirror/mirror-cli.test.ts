import { spawn } from 'node:child_process'
import { join } from 'node:path'
import Client from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localEnv } from '../../../scripts/lib/clerk-env.ts'
import { startApp, type TestApp } from '../../support/app/app.ts'
import { waitFor } from '../../support/app/wait.ts'

const root = join(import.meta.dirname, '..', '..', '..')
let app: TestApp
beforeAll(async () => { app = await startApp() })
afterAll(() => app.close())

/** Runs `npm run mirror:<name>` beside the app, with its settings. */
async function run(name: string, args: string[] = [], env: Record<string, string | undefined> = {}) {
  const child = spawn(process.execPath, [join(root, 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs'), join(root, 'scripts', 'mirror', `${name}.ts`), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, NUXT_DATABASE_URL: `file:${app.databaseFile}`, ...localEnv(app.clerk), NUXT_MIRROR_CALLS_PER_SECOND: '200', ...env },
  })
  const text = { out: '', errors: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => { text.out += chunk })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => { text.errors += chunk })
  const code = await new Promise<number | null>(resolve => child.once('exit', resolve))
  return { code, ...text }
}

/** An organization of which no webhook told. */
async function untold() {
  await app.clerk.webhooks.settled()
  app.clerk.webhooks.setEndpoints([])
  const organization = await app.make.organization(await app.make.person('Ada'), 'Untold')
  app.clerk.webhooks.setEndpoints([{ url: `${app.url}/api/webhooks/clerk` }])
  return organization
}
const nameOf = (id: string) => {
  const file = new Client(app.databaseFile, { readonly: true })
  const row = file.prepare<[string], { name: string }>('select name from organizations where id = ?').get(id)
  file.close()
  return row?.name
}

describe('mirror:reconcile', () => {
  it('puts the mirror right beside the running app, says what differed, and then finds nothing', async () => {
    await run('reconcile')
    const organization = await untold()
    const check = await run('reconcile', ['--check'])
    expect([check.code, nameOf(organization.id)]).toEqual([1, undefined])
    expect(check.out).toMatch(new RegExp(`missing +organizations +${organization.id}`))
    const fix = await run('reconcile')
    expect([fix.code, nameOf(organization.id)]).toEqual([0, 'Untold'])
    expect(fix.out).toContain('Put right')
    expect(fix.errors).toContain('users list')
    const again = await run('reconcile', ['--check'])
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('No difference') as unknown })
  }, 60_000)

  it('takes one organization, and answers as JSON', async () => {
    const [one, two] = [await untold(), await untold()]
    const { code, out } = await run('reconcile', ['--org', one.id, '--fix', '--json'])
    expect(code).toBe(0)
    expect((JSON.parse(out) as { differences: object[] }).differences).toContainEqual({ table: 'organizations', id: one.id, kind: 'missing' })
    expect([nameOf(one.id), nameOf(two.id)]).toEqual(['Untold', undefined])
  })

  it.each([
    [['--check', '--fix'], {}, 'give one of them'],
    [['--nonsense'], {}, '--nonsense'],
    [[], { NUXT_CLERK_SECRET_KEY: '' }, 'NUXT_CLERK_SECRET_KEY is missing'],
    [[], { NUXT_CLERK_SECRET_KEY: 'sk_test_wrongwrongwrong' }, ''],
    [[], { NUXT_DATABASE_URL: 'mysql://x' }, 'NUXT_DATABASE_URL'],
  ])('ends with 2 and one line for %j %j', async (args, env, words) => {
    const { code, out, errors } = await run('reconcile', args, env)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(errors).toContain(words)
    expect(errors).not.toContain('    at ')
  })
})

describe('mirror:status, mirror:replay and mirror:purge', () => {
  it('tell and do what the routes do', async () => {
    await app.make.organization(await app.make.person('Bob'), 'Told')
    await app.clerk.webhooks.settled()
    const { out } = await run('status')
    expect(out).toMatch(/last event {2}\d+ s ago, \w+\.\w+, (?:applied|ignored)/)
    const status = JSON.parse((await run('status', ['--json'])).out) as { events: { applied: number }, lastEvent: { svixId: string } }
    expect(status.events.applied).toBeGreaterThan(0)
    expect((await run('replay', [status.lastEvent.svixId])).out).toMatch(/1 (?:applied|ignored)/)
    expect(await run('replay', ['--all'])).toMatchObject({ code: 0, out: '0 applied, 0 ignored, 0 quarantined, 0 erased\n' })
    expect(await run('replay', ['--listeners'])).toMatchObject({ code: 0, out: '0 tasks are due again\n' })
    expect(await run('replay', ['msg_nothing'])).toMatchObject({ code: 2, errors: 'The inbox holds no event with this id.\n' })
    expect(await run('purge', ['--days', '1'])).toMatchObject({ code: 0, out: '0 events deleted\n' })
  }, 60_000)
})

describe('a start after downtime', () => {
  it('compares the mirror with Clerk in the background; one after a short break does not', async () => {
    const runs = () => app.logs().split('\n').filter(line => line.startsWith('[reconcile]')).length
    const organization = await untold()
    await app.another({ NUXT_MIRROR_CALLS_PER_SECOND: '200' })
    await new Promise(resolve => setTimeout(resolve, 1000))
    expect([runs(), nameOf(organization.id)]).toEqual([0, undefined])
    const file = new Client(app.databaseFile)
    file.prepare('update sync_state set updated_at = ? where key = \'heartbeat\'').run(Date.now() - 11 * 60_000)
    file.close()
    await app.another({ NUXT_MIRROR_CALLS_PER_SECOND: '200' })
    await waitFor('the organization', () => nameOf(organization.id), 10_000)
    await waitFor('the run to end', () => runs() === 1)
  }, 30_000)
})
