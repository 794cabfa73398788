import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClerkLocal, type ClerkLocalOptions, createClerkLocal } from '../../../clerk-local/index.ts'
import { localEnv } from '../../../scripts/lib/clerk-env.ts'
import { untilHealthy } from '../../../scripts/lib/health.ts'
import { anyFreePort } from '../../../scripts/lib/ports.ts'
import { type Builders, builders } from './builders.ts'
import { createPostgresDatabase } from '../postgres/postgres.ts'
import { signIn, type TestSession } from './session.ts'

/** Who makes a request: the e-mail address of someone with the test password, a builder's person, or nobody. */
export type Who = string | { email: string } | null

export interface FetchAsInit extends RequestInit {
  /** Id of the organization the token is for; without it the session's active one. */
  organizationId?: string
  /** Sent as JSON, with POST where no method is given. */
  json?: unknown
}

/** The production build and a clerk-local of its own, with webhooks between them. */
export interface TestApp {
  url: string
  clerk: ClerkLocal
  make: Builders
  databaseUrl: string
  /** Where that is a SQLite file. */
  databaseFile: string
  /** Of the first process; another one after `revive`. */
  readonly pid: number
  /** What the server has printed so far. */
  logs: () => string
  /** The session of a person, signed in on first use. */
  session: (who: string | { email: string }) => Promise<TestSession>
  /** A request with a fresh session token as Bearer. */
  fetchAs: (who: Who, path: string, init?: FetchAsInit) => Promise<Response>
  /** Waits until every webhook sent so far is in the mirror. */
  mirrored: () => Promise<void>
  /** Starts one more process of the app beside the first: same database, same Clerk, same public address, unless `env` says otherwise. Ends with `close`. */
  another: (env?: Record<string, string>) => Promise<{ url: string, pid: number }>
  /** Ends the first process at once, as the kernel or a power cut would. */
  kill: () => Promise<void>
  /** Starts a process in the place of the one that was killed. */
  revive: () => Promise<void>
  close: () => Promise<void>
}

export interface StartOptions {
  clerk?: Omit<ClerkLocalOptions, 'port' | 'webhooks'>
  /** More variables for the app; undefined removes one. */
  env?: Record<string, string | undefined>
  /** A database of somebody else's, in place of a new one. */
  databaseUrl?: string
  /** The built server of another app, such as one that extends this one; this one's own unless told. */
  server?: string
}

/** A new database: on the PostgreSQL server that the test project names, else in a file. */
async function newDatabase(folder: string): Promise<{ url: string, drop?: () => Promise<void> }> {
  const { TEST_POSTGRES, TEST_POSTGRES_TEMPLATE } = process.env
  return TEST_POSTGRES ? createPostgresDatabase(TEST_POSTGRES, TEST_POSTGRES_TEMPLATE) : { url: `file:${join(folder, 'app.db')}` }
}

const root = join(import.meta.dirname, '..', '..', '..')
const ownServer = join(root, '.output', 'server', 'index.mjs')

/** Starts clerk-local in this process and the built app beside it, each on a free port, with a new database. */
export async function startApp({ server = ownServer, ...options }: StartOptions = {}): Promise<TestApp> {
  if (!existsSync(server)) throw new Error('These tests run against the production build: npm run build')
  const folder = mkdtempSync(join(tmpdir(), 'clerk-orgs-'))
  const database = options.databaseUrl === undefined ? await newDatabase(folder) : { url: options.databaseUrl }
  const port = await anyFreePort()
  const url = `http://localhost:${port}`
  const clerk = await createClerkLocal({ ...options.clerk, port: 0, webhooks: [{ url: `${url}/api/webhooks/clerk` }] })

  let printed = ''
  const ends: (() => Promise<void>)[] = []
  const close = async () => {
    await Promise.all(ends.map(end => end()))
    await clerk.close()
    await database.drop?.()
    rmSync(folder, { recursive: true, force: true })
  }

  async function launch(at: number, env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [server], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        TZ: 'UTC',
        NODE_ENV: 'production',
        HOST: 'localhost',
        PORT: String(at),
        NUXT_PUBLIC_APP_URL: url,
        NUXT_DATABASE_URL: database.url,
        // Tests that are about gaps fill them themselves.
        NUXT_MIRROR_RECONCILE_HOURS: '0',
        ...localEnv(clerk),
        ...options.env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const listening = Promise.withResolvers<boolean>()
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        printed += chunk
        if (chunk.includes('Listening on')) listening.resolve(true)
      })
    }
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
    // A test process that dies must not leave a server behind.
    const kill = () => child.kill('SIGKILL')
    process.once('exit', kill)
    void ended.then(() => process.off('exit', kill))
    ends.push(async () => {
      child.kill('SIGTERM')
      await Promise.race([ended, sleep(5000).then(kill)])
    })
    const healthy = await untilHealthy(`http://localhost:${at}`, () => child.exitCode !== null, 30_000)
    // It is this one that answers, and no other server at its port.
    if (healthy && await Promise.race([listening.promise, sleep(5000, false, { ref: false })])) return { child, ended }
    await close()
    throw new Error(`The app did not start. It printed:\n${printed}`)
  }
  let first = await launch(port)

  const sessions = new Map<string, Promise<TestSession>>()
  const session = (who: string | { email: string }) => {
    const email = typeof who === 'string' ? who : who.email
    const known = sessions.get(email) ?? signIn(clerk, url, email)
    sessions.set(email, known)
    return known
  }
  return {
    url,
    clerk,
    make: builders(clerk),
    databaseUrl: database.url,
    databaseFile: database.url.replace(/^file:/, ''),
    get pid() { return first.child.pid! },
    logs: () => printed,
    session,
    async fetchAs(who, path, { organizationId, json, ...init } = {}) {
      const headers = new Headers(init.headers)
      if (who !== null) headers.set('authorization', `Bearer ${await (await session(who)).token(organizationId)}`)
      if (json !== undefined) headers.set('content-type', 'application/json')
      return fetch(url + path, { redirect: 'manual', ...json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }, ...init, headers })
    },
    mirrored: () => clerk.webhooks.settled(),
    async another(env) {
      const at = await anyFreePort()
      const { child } = await launch(at, env)
      return { url: `http://localhost:${at}`, pid: child.pid! }
    },
    async kill() {
      first.child.kill('SIGKILL')
      await first.ended
    },
    async revive() { first = await launch(port) },
    close,
  }
}
