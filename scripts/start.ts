/** `npm start`: checks the environment, starts clerk-local if asked to, and runs the production build. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { appUrlFor } from './lib/app-url.ts'
import { banner } from './lib/banner.ts'
import { completeLoopbackEnv, type Env, isSet, localEnv, misnamedVariables, missingKeys, missingKeysMessage } from './lib/clerk-env.ts'
import { type ClerkLocalProcess, startClerkLocal } from './lib/clerk-local-process.ts'
import { untilHealthy } from './lib/health.ts'

/** The app's folder: that of an app which extends this one, when it is started there. */
const root = process.cwd()
const server = join(root, '.output', 'server', 'index.mjs')

function stop(message: string): never {
  console.error(`\n${message}\n`)
  process.exit(1)
}

// What is in the environment already wins over the file.
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
const env: Env = { ...process.env, NODE_ENV: 'production' }

for (const sentence of misnamedVariables(env)) console.warn(sentence)

const local = env.CLERK_LOCAL === '1' || env.CLERK_LOCAL === 'true'
const missing = missingKeys(env)
if (missing.length && !local) {
  stop(`${missingKeysMessage(missing)} Set ${missing.length > 1 ? 'them' : 'it'} in the environment or in .env (see .env.example), `
    + 'or try the production build without a Clerk account: CLERK_LOCAL=1 npm start')
}
if (local && missing.length === 1) stop(`CLERK_LOCAL=1 runs without Clerk's cloud, and one of its keys is set. Remove it, or set ${missing[0]} too and leave CLERK_LOCAL out.`)
if (local && !missing.length) stop('CLERK_LOCAL=1 and Clerk\'s keys are both set. Leave one out.')
if (isSet(env, 'NUXT_PUBLIC_APP_URL') && !/^https?:$/.test(URL.parse(env.NUXT_PUBLIC_APP_URL!)?.protocol ?? '')) stop('NUXT_PUBLIC_APP_URL must be the app\'s origin, such as https://app.example.com.')
if (!existsSync(server)) stop('There is no production build yet: run npm run build first.')

const port = Number(env.PORT || env.NITRO_PORT) || 3000
let clerkLocal: ClerkLocalProcess | undefined
// Ctrl-C reaches every process of the terminal at once.
let stopping = false
if (missing.length) {
  env.NUXT_PUBLIC_APP_URL = appUrlFor(env, port)
  try {
    clerkLocal = await startClerkLocal({
      root,
      appUrl: env.NUXT_PUBLIC_APP_URL,
      onLine: env.CLERK_LOCAL_LOG ? line => console.log(line) : undefined,
      onExit: code => stopping || stop(`clerk-local ended with code ${code}.`),
    })
  }
  catch (error) {
    stop((error as Error).message)
  }
  Object.assign(env, localEnv(clerkLocal.info))
  // Demo people with a published password are for this machine only, unless someone says otherwise.
  env.HOST ||= 'localhost'
}
else {
  Object.assign(env, completeLoopbackEnv(env))
  if (!isSet(env, 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET')) console.warn('NUXT_CLERK_WEBHOOK_SIGNING_SECRET is not set: webhooks are refused, and the mirror only fills on first use.')
  if (!isSet(env, 'NUXT_PUBLIC_APP_URL')) console.warn('NUXT_PUBLIC_APP_URL is not set: session tokens are accepted for http://localhost:3000 only.')
}
// A variable that is set but empty would win over the default in the runtime configuration.
for (const name of Object.keys(env)) if (name.startsWith('NUXT_') && !isSet(env, name)) delete env[name]

const child = spawn(process.execPath, [server], { cwd: root, env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { stopping = true; child.kill(signal) })
child.once('error', error => stop(error.message))
child.once('exit', async (code, signal) => {
  await clerkLocal?.close()
  process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP' ? 0 : 1))
})

if (clerkLocal && await untilHealthy(`http://localhost:${port}`, () => child.exitCode !== null))
  console.log(banner(env.NUXT_PUBLIC_APP_URL!, clerkLocal.info))
