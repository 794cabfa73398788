import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { backend } from './backend/index.ts'
import type { Context } from './core/context.ts'
import { ClerkError, errorBody } from './core/errors.ts'
import { createKeys } from './core/keys.ts'
import { resolveSettings, type SettingsInput } from './core/settings.ts'
import { Store } from './core/store.ts'
import { frontend } from './frontend/index.ts'
import { pages } from './pages/index.ts'
import { type Person, seedPeople, seedStore } from './seed/index.ts'
import type { Seed } from './seed/types.ts'
import { webhooks } from './webhooks/index.ts'

export type { Person, Seed }

export interface ClerkLocalOptions {
  /** 0 takes any free port. */
  port?: number
  seed?: Seed | 'demo' | 'empty'
  settings?: SettingsInput
  webhooks?: { url: string }[]
  /** Keeps state and keys over restarts. */
  stateFile?: string
  log?: (line: string) => void
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
  /** Back to the seed. */
  reset: () => void
  close: () => Promise<void>
}

/** Starts a local Clerk on loopback. */
export async function createClerkLocal(options: ClerkLocalOptions = {}): Promise<ClerkLocal> {
  const { port = 0, seed = 'demo' } = options
  const keys = createKeys()
  const ctx: Context = { store: new Store(), settings: resolveSettings(options.settings), keys, url: '', log: options.log ?? (() => {}) }
  const app = createApp(ctx)
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port })
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const address = server.address()
  ctx.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`
  seedStore(ctx, seed)
  return {
    url: ctx.url,
    backendApiUrl: `${ctx.url}/backend`,
    frontendApiUrl: `${ctx.url}/frontend`,
    publishableKey: keys.publishableKey,
    secretKey: keys.secretKey,
    jwtKey: keys.jwtKey,
    webhookSecret: keys.webhookSecret,
    people: seedPeople(seed),
    store: ctx.store,
    ctx,
    reset() {
      ctx.store.clear()
      Object.assign(ctx.settings, resolveSettings(options.settings))
      seedStore(ctx, seed)
    },
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    }),
  }
}

/** All mounts on one app, with Clerk's error form for everything thrown. */
export function createApp(ctx: Context): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    const traceId = ctx.store.id('trace').slice(6)
    if (error instanceof ClerkError) {
      for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
      return c.json(errorBody(error.errors, traceId), error.status as 400)
    }
    ctx.log(`error in ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`)
    return c.json(errorBody([{ code: 'internal_clerk_error', message: 'Oops, something went wrong on our end.', long_message: error.message }], traceId), 500)
  })
  app.route('/frontend', frontend(ctx))
  app.route('/backend', backend(ctx))
  app.route('/__test__', webhooks(ctx))
  app.route('/', pages(ctx))
  return app
}
