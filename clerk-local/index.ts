import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getPath } from 'hono/utils/url'
import { backend } from './backend/index.ts'
import { calls } from './core/calls.ts'
import type { Context } from './core/context.ts'
import { ClerkError, clerkError, errorBody } from './core/errors.ts'
import { createKeys } from './core/keys/keys.ts'
import { loopbackHost } from './core/loopback.ts'
import { resolveSettings, type SettingsInput } from './core/settings.ts'
import { Store } from './core/store/store.ts'
import { Faults } from './faults/index.ts'
import { frontend, overrideMethod } from './frontend/index.ts'
import { pictureRoutes } from './frontend/pictures.ts'
import { identityProvider } from './idp/index.ts'
import { namedOrChecked } from './inputs/seed.ts'
import { checkSettings } from './inputs/settings.ts'
import { SlidingWindows } from './limits/sliding-window.ts'
import { noteApp } from './pages/app.ts'
import { pages } from './pages/index.ts'
import { type InstanceSnapshot, restoreSnapshot, takeSnapshot } from './persistence/snapshot.ts'
import { readStateFile, StateFile, takeUp } from './persistence/state-file.ts'
import { type GenerateSize, type Person, type Seed, seededStore, type SeedInput, seedPeople } from './seed/index.ts'
import { testControls } from './testing/index.ts'
import { type EndpointInput, type WebhookOptions, Webhooks } from './webhooks/index.ts'

export type { GenerateSize, Person, Seed }

export interface ClerkLocalOptions {
  /** 0 takes any free port. */
  port?: number
  seed?: SeedInput
  /** Given in part; a setting that doesn't exist is an error. */
  settings?: SettingsInput
  /** Makes ids, codes and the choices of faults the same every time. */
  randomSeed?: number
  /** Organizations and members made for load tests, besides the seed. */
  generate?: GenerateSize
  /** Where webhooks go; the instance's secret signs unless an endpoint has its own. */
  webhooks?: EndpointInput[]
  /** How webhooks are sent: speed of the retry schedule, time-out, concurrency. */
  delivery?: Omit<WebhookOptions, 'endpoints'>
  /** Keeps state and keys over restarts. */
  stateFile?: string
  log?: (line: string) => void
  /** Also log a line for every call. */
  logCalls?: boolean
}

/** What other programs need to know to use this instance; the info file holds these. */
export interface ClerkLocalInfo {
  url: string
  backendApiUrl: string
  frontendApiUrl: string
  publishableKey: string
  secretKey: string
  jwtKey: string
  webhookSecret: string
  people: Person[]
}

export interface ClerkLocal extends ClerkLocalInfo {
  store: Store
  ctx: Context
  webhooks: Webhooks
  /** What goes wrong on purpose. */
  faults: Faults
  /** Back to the seed, or to another one; faults are gone. */
  reset: (seed?: SeedInput) => void
  /** The whole state as plain data. */
  snapshot: () => InstanceSnapshot
  /** Brings a snapshot back; one that can't be restored whole throws an InputError and changes nothing. */
  restore: (snapshot: InstanceSnapshot) => void
  close: () => Promise<void>
}

/** Longer than any client keeps an idle connection (Node's fetch: 4 s), so that none sends into one that just closed. */
const serverOptions = { keepAliveTimeout: 65_000 }

/** Starts a local Clerk on loopback. */
export async function createClerkLocal(options: ClerkLocalOptions = {}): Promise<ClerkLocal> {
  const { port = 0, seed = 'demo', stateFile, randomSeed, log = () => {} } = options
  const settings = checkSettings(options.settings ?? {}, 'The settings')
  const saved = stateFile ? readStateFile(stateFile, log) : undefined
  const keys = createKeys(saved?.privateKeyPem, (options.settings ? settings : saved?.settings)?.live)
  const ctx: Context = {
    store: new Store(), settings: resolveSettings(options.settings ? settings : saved?.settings), keys, url: '', log,
    faults: new Faults(randomSeed), recentCalls: new SlidingWindows(),
  }
  const webhooks = new Webhooks(ctx, { ...options.delivery, endpoints: options.webhooks })
  const state = stateFile
    ? new StateFile(stateFile, () => ({ privateKeyPem: keys.privateKeyPem, ...takeSnapshot(ctx, webhooks) }), log)
    : undefined
  const people = seedPeople(namedOrChecked(seed))
  const reset = (to: unknown = seed) => {
    const data = namedOrChecked(to)
    const initial = resolveSettings(settings)
    ctx.store.takeOver(seededStore({ ...ctx, settings: initial }, data, { randomSeed, generated: options.generate }))
    Object.assign(ctx.settings, initial)
    webhooks.clear()
    ctx.faults.clear(randomSeed)
    ctx.recentCalls.clear()
    people.splice(0, people.length, ...seedPeople(data))
    state?.touch()
  }
  const app = createApp(ctx, { webhooks, people, reset, logCalls: options.logCalls ?? false, answered: () => state?.touch() })
  const server = serve({ fetch: (request, env) => app.fetch(overrideMethod(request), env), hostname: '127.0.0.1', port, serverOptions })
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const address = server.address()
  ctx.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`
  try {
    if (!saved || !stateFile || !takeUp(ctx, webhooks, saved, stateFile)) reset()
  }
  catch (error) {
    // A seed that breaks a rule.
    server.close()
    throw error
  }
  return {
    url: ctx.url,
    backendApiUrl: `${ctx.url}/backend`,
    frontendApiUrl: `${ctx.url}/frontend`,
    publishableKey: keys.publishableKey,
    secretKey: keys.secretKey,
    jwtKey: keys.jwtKey,
    webhookSecret: keys.webhookSecret,
    people,
    store: ctx.store,
    ctx,
    webhooks,
    faults: ctx.faults,
    reset,
    snapshot: () => takeSnapshot(ctx, webhooks),
    restore: snapshot => restoreSnapshot(ctx, webhooks, snapshot),
    async close() {
      ctx.faults.clear()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await webhooks.close()
      state?.save()
    },
  }
}

/** A picture of 10 MB and what surrounds it. */
const maxBodyBytes = 12 * 1024 * 1024

interface Mounts {
  people: Person[]
  webhooks: Webhooks
  reset: (seed?: unknown) => void
  logCalls: boolean
  /** Called after every answer. */
  answered: () => void
}

/** All mounts on one app, with Clerk's error form for everything thrown. */
function createApp(ctx: Context, { webhooks, people, reset, logCalls, answered }: Mounts): Hono {
  // clerk-js asks for `/me/email_addresses/`, and through a proxy for `//api_keys`.
  const app = new Hono({ getPath: request => getPath(request).replace(/\/+(?=\/|$)/g, '') || '/' })
  app.use(calls(ctx, { log: logCalls, answered }))
  app.onError((error, c) => {
    const traceId = ctx.store.id('trace').slice(6)
    if (error instanceof ClerkError) {
      for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
      return c.json(errorBody(error.errors, traceId), error.status as 400)
    }
    ctx.log(`error in ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`)
    return c.json(errorBody([{ code: 'internal_clerk_error', message: 'Oops, something went wrong on our end.', long_message: error.message }], traceId), 500)
  })
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError() {
      throw clerkError(413, 'request_body_too_large', 'Request body too large', 'The request body is larger than 12 MB.')
    },
  })
  // A snapshot may be as large as the state it was taken of.
  app.use((c, next) => c.req.path === '/__test__/restore' ? next() : limit(c, next))
  app.use('/frontend/*', loopbackHost)
  app.use('/frontend/v1/*', noteApp(ctx))
  app.use('/backend/*', loopbackHost)
  app.route('/frontend', frontend(ctx))
  app.route('/backend', backend(ctx))
  app.route('/__test__', testControls(ctx, webhooks, { reset }))
  app.route('/idp', identityProvider(ctx))
  app.route('/', pictureRoutes(ctx))
  app.route('/', pages(ctx, webhooks, people))
  return app
}
