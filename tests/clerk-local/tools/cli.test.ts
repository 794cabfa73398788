import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClerkClient } from '@clerk/backend'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClerkLocalInfo } from '../../../clerk-local/index.ts'
import { anyFreePort } from '../../../scripts/lib/ports.ts'

const cli = fileURLToPath(new URL('../../../clerk-local/cli.ts', import.meta.url))
let folder: string
const running: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clerk-local-'))
})
afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function start(...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  const out = { text: '', error: '' }
  child.stdout.on('data', (chunk: Buffer) => out.text += chunk.toString())
  child.stderr.on('data', (chunk: Buffer) => out.error += chunk.toString())
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  return { child, out, ended }
}

async function listening(file: string): Promise<ClerkLocalInfo> {
  for (let i = 0; i < 600; i++) {
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ClerkLocalInfo
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('clerk-local did not start')
}

const client = (info: ClerkLocalInfo) => createClerkClient({ secretKey: info.secretKey, apiUrl: info.backendApiUrl, telemetry: { disabled: true } })

// Every test starts processes of its own, which takes time on a busy machine.
describe('the command line', { timeout: 60_000 }, () => {
  it('writes the info file once it listens and removes it when it ends', async () => {
    const file = join(folder, 'deep', 'info.json')
    const { child, out, ended } = start('--port', '0', '--info', file)
    const info = await listening(file)
    expect(Object.keys(info)).toEqual(['url', 'backendApiUrl', 'frontendApiUrl', 'publishableKey', 'secretKey', 'jwtKey', 'webhookSecret', 'people'])
    expect(info.people[0]).toEqual({ email: 'ada+clerk_test@example.com', password: 'orbit-lantern-42', code: '424242', organizations: ['beta', 'acme'] })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await client(info).users.getUserList()).toMatchObject({ totalCount: 4 })
    expect(out.text).toContain(info.url)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(existsSync(file)).toBe(false)
    expect(out.error).toBe('')
  })

  it('keeps state, keys and tokens over a restart', async () => {
    const [file, state] = [join(folder, 'info.json'), join(folder, 'state.json')]
    const first = start('--port', '0', '--info', file, '--state', state)
    const before = await listening(file)
    const made = await client(before).organizations.createOrganization({ name: 'Kept', slug: 'kept' })
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect(statSync(state).mode & 0o777).toBe(0o600)

    const second = start('--port', '0', '--info', file, '--state', state)
    const after = await listening(file)
    expect(after.jwtKey).toBe(before.jwtKey)
    expect(await client(after).organizations.getOrganization({ slug: 'kept' })).toMatchObject({ id: made.id })
    second.child.kill('SIGTERM')
    await second.ended
  })

  it('saves while it runs, so that a crash loses little', async () => {
    const [file, state] = [join(folder, 'info.json'), join(folder, 'state.json')]
    const { child, ended } = start('--port', '0', '--info', file, '--state', state)
    await client(await listening(file)).organizations.createOrganization({ name: 'Kept', slug: 'kept' })
    for (let i = 0; i < 100 && !(existsSync(state) && readFileSync(state, 'utf8').includes('"kept"')); i++) await new Promise(resolve => setTimeout(resolve, 50))
    child.kill('SIGKILL')
    await ended
    expect(readFileSync(state, 'utf8')).toContain('"kept"')
  })

  it.each([['broken', '{"version":2,'], ['of another version', '{"version":99}'], ['of another shape', '{"version":2,"store":{}}']])('sets a state file aside that is %s', async (_, content) => {
    const [file, state] = [join(folder, 'info.json'), join(folder, 'state.json')]
    writeFileSync(state, content)
    const { child, out, ended } = start('--port', '0', '--info', file, '--state', state)
    const info = await listening(file)
    expect(await client(info).organizations.getOrganizationList()).toMatchObject({ totalCount: 2 })
    expect(out.text).toContain('can\'t be used')
    expect(readdirSync(folder).some(name => name.startsWith('state.json.unusable-'))).toBe(true)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('delivers after a restart what was pending before it', async () => {
    const [file, state] = [join(folder, 'info.json'), join(folder, 'state.json')]
    const free = await anyFreePort()
    const args = ['--port', '0', '--info', file, '--state', state, '--webhook-url', `http://127.0.0.1:${free}/hook`]
    const first = start(...args)
    const info = await listening(file)
    await client(info).organizations.createOrganization({ name: 'Late', slug: 'late' })
    for (let i = 0; i < 100 && !first.out.text.includes('ECONNREFUSED'); i++) await new Promise(resolve => setTimeout(resolve, 20))
    first.child.kill('SIGTERM')
    await first.ended
    const { createServer: createHttpServer } = await import('node:http')
    const got = new Promise<string>((resolve) => {
      const server = createHttpServer((request, response) => {
        response.end()
        let body = ''
        request.on('data', (chunk: Buffer) => body += chunk.toString()).on('end', () => {
          if (body.includes('organization.created')) {
            server.closeAllConnections()
            server.close()
            resolve(body)
          }
        })
      }).listen(free, '127.0.0.1')
    })
    const second = start(...args)
    expect(JSON.parse(await got)).toMatchObject({ type: 'organization.created', data: { slug: 'late' } })
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
  })

  it('takes a seed and settings from files', async () => {
    const [file, seed, settings] = [join(folder, 'info.json'), join(folder, 'seed.yaml'), join(folder, 'settings.yaml')]
    writeFileSync(seed, 'users:\n  - email: max@example.com\n    password: orbit-lantern-42\norganizations:\n  - name: Solo\n    slug: solo\n    createdBy: max@example.com\n')
    writeFileSync(settings, 'organizations:\n  maxAllowedMemberships: 42\n')
    const { child, ended } = start('--port', '0', '--info', file, '--seed', seed, '--settings', settings, '--log')
    const info = await listening(file)
    expect(info.people).toEqual([{ email: 'max@example.com', password: 'orbit-lantern-42', code: '424242', organizations: ['solo'] }])
    expect(await client(info).instance.getOrganizationSettings()).toMatchObject({ maxAllowedMemberships: 42 })
    child.kill('SIGTERM')
    await ended
  })

  it('explains itself', async () => {
    const { out, ended } = start('--help')
    expect(await ended).toBe(0)
    expect(out.text).toContain('--webhook-url')
  })

  it('says in one sentence what is wrong and ends with 1', async () => {
    const bad = join(folder, 'bad.yaml')
    writeFileSync(bad, 'usres: []\n')
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
      server.unref()
    })
    const cases: [string[], RegExp][] = [
      [['--prot', '1'], /Unknown option '--prot'/],
      [['--port', 'x'], /--port must be a number/],
      [['--port', '70000'], /--port must be a number/],
      [['--webhook-url', 'nowhere'], /--webhook-url must be an http or https URL/],
      [['--seed', join(folder, 'none.json')], /seed file .* can't be read/],
      [['--seed', bad], /seed file .* is wrong at usres: is not known here. Did you mean users\?/],
      [['--settings', bad], /settings file .* can't be used: usres is not a setting. Did you mean users\?/],
      [['--port', String(port)], new RegExp(`Port ${port} is in use`)],
    ]
    for (const [args, sentence] of cases) {
      const { out, ended } = start(...args)
      expect(await ended).toBe(1)
      expect(out.error).toMatch(sentence)
      expect(out.error.trim().split('\n')).toHaveLength(1)
    }
  })
})
