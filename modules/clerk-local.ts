import type { AddressInfo, Server } from 'node:net'
import { defineNuxtModule, updateRuntimeConfig, useLogger } from '@nuxt/kit'
import { appUrlFor, wantedPort } from '../scripts/lib/app-url.ts'
import { banner } from '../scripts/lib/banner.ts'
import { completeLoopbackEnv, isSet, localEnv, misnamedVariables, missingKeys, missingKeysMessage, requiredKeys } from '../scripts/lib/clerk-env.ts'
import { type ClerkLocalProcess, startClerkLocal } from '../scripts/lib/clerk-local-process.ts'
import { untilHealthy } from '../scripts/lib/health.ts'

/**
 * In development, makes sure there is a Clerk to talk to.
 *
 * With both keys set the app talks to Clerk's cloud and this module only reports misnamed variables. With none it
 * starts clerk-local and points the runtime configuration at it; the app itself can't tell the difference. Values go
 * into the runtime configuration and not into `process.env`: a restart of `nuxt dev` runs in a new process that would
 * inherit them and take them for the developer's own.
 */
export default defineNuxtModule({
  meta: { name: 'clerk-local' },
  async setup(_options, nuxt) {
    if (!nuxt.options.dev || nuxt.options._prepare || nuxt.options.test) return
    const logger = useLogger('clerk')
    for (const sentence of misnamedVariables(process.env)) logger.warn(sentence)

    const port = wantedPort(process.argv, process.env)
    const appUrl = appUrlFor(process.env, port)
    configure({ NUXT_PUBLIC_APP_URL: appUrl })
    nuxt.hook('listen', (server: Server) => requirePort(server, port))

    const missing = missingKeys(process.env)
    if (!missing.length) {
      if (!isSet(process.env, 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET'))
        logger.warn('NUXT_CLERK_WEBHOOK_SIGNING_SECRET is not set: webhooks are refused, and the mirror only fills on first use.')
      configure(completeLoopbackEnv(process.env))
      return
    }
    if (missing.length < requiredKeys.length)
      stop(`${missingKeysMessage(missing)} Set both in .env to use Clerk's cloud, or none to use clerk-local.`)

    const { info } = await running(nuxt.options.rootDir, appUrl, line => logger.info(line))
    configure(localEnv(info))
    nuxt.hook('build:done', () => {
      if (state.announced) return
      state.announced = true
      // Not awaited: the server answers only after this hook.
      void firstPage(appUrl).then(answered => answered && process.stdout.write(`\n${banner(appUrl, info)}\n`))
    })
  },
})

/** Outlives restarts inside one process, where this file is evaluated again. */
const state = (globalThis as { __clerkLocal?: { child?: Promise<ClerkLocalProcess>, announced?: boolean } }).__clerkLocal ??= {}

/** One clerk-local for this process. It ends with the process. */
function running(root: string, appUrl: string, onLine: (line: string) => void): Promise<ClerkLocalProcess> {
  return state.child ??= startClerkLocal({
    root,
    appUrl,
    onLine: process.env.CLERK_LOCAL_LOG ? onLine : undefined,
    onExit(code) {
      state.child = undefined
      console.error(`clerk-local ended with code ${code}. Restart npm run dev.`)
    },
  }).catch((error: unknown) => {
    state.child = undefined
    throw error
  })
}

/** Puts NUXT_* variables where the server reads them, and removes empty ones, which would win over them. */
function configure(variables: Record<string, string>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('NUXT_') && !isSet(process.env, name)) delete process.env[name]
  for (const [name, value] of Object.entries(variables)) {
    const path = configPath[name]
    if (path) updateRuntimeConfig(path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>)
  }
}

const configPath: Record<string, string[]> = {
  NUXT_PUBLIC_APP_URL: ['public', 'appUrl'],
  NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: ['public', 'clerk', 'publishableKey'],
  NUXT_PUBLIC_CLERK_PROXY_URL: ['public', 'clerk', 'proxyUrl'],
  NUXT_CLERK_SECRET_KEY: ['clerk', 'secretKey'],
  NUXT_CLERK_API_URL: ['clerk', 'apiUrl'],
  NUXT_CLERK_FRONTEND_API_URL: ['clerk', 'frontendApiUrl'],
  NUXT_CLERK_JWT_KEY: ['clerk', 'jwtKey'],
  NUXT_CLERK_WEBHOOK_SIGNING_SECRET: ['clerk', 'webhookSigningSecret'],
}

/** `nuxt dev` moves to another port when its own is taken. Session tokens are made for one origin, so that is an error. */
function requirePort(server: Server, port: number): void {
  const { port: actual } = server.address() as AddressInfo
  if (actual !== port) stop(`Port ${port} is in use. Stop the program that holds it, or choose another: PORT=${port + 1} npm run dev`)
}

/** Ends `nuxt dev`. An error thrown here would make it restart again and again. */
function stop(message: string): never {
  console.error(`\n${message}\n`)
  process.exit(1)
}

/** Vite compiles the app when a page is first asked for. Asking here makes "ready" true for the person who reads it. */
async function firstPage(appUrl: string): Promise<boolean> {
  if (!await untilHealthy(appUrl)) return false
  await fetch(appUrl, { signal: AbortSignal.timeout(8000) }).catch(() => {})
  return true
}
