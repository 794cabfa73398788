/** What clerk-local tells other programs about itself; `--info FILE` writes it. */
export interface ClerkLocalInfo {
  url: string
  backendApiUrl: string
  frontendApiUrl: string
  publishableKey: string
  secretKey: string
  jwtKey: string
  webhookSecret: string
  people: { email: string, password: string, code: string, organizations: string[] }[]
}

/** Environment variables by name, as in `process.env`. */
export type Env = Record<string, string | undefined>

/** The two keys without which there is no Clerk to talk to. */
export const requiredKeys = ['NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'NUXT_CLERK_SECRET_KEY'] as const

/** Where the browser finds Clerk's Frontend API when the app forwards it. */
export const proxyPath = '/__clerk'

/** Names from other frameworks and older guides, with the name this app reads. */
export const misnamed: Readonly<Record<string, string>> = {
  CLERK_PUBLISHABLE_KEY: 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
  CLERK_SECRET_KEY: 'NUXT_CLERK_SECRET_KEY',
  CLERK_API_KEY: 'NUXT_CLERK_SECRET_KEY',
  CLERK_API_URL: 'NUXT_CLERK_API_URL',
  CLERK_JWT_KEY: 'NUXT_CLERK_JWT_KEY',
  CLERK_WEBHOOK_SIGNING_SECRET: 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET',
  CLERK_WEBHOOK_SECRET: 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET',
  CLERK_PROXY_URL: 'NUXT_PUBLIC_CLERK_PROXY_URL',
  NUXT_CLERK_PUBLISHABLE_KEY: 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
  NUXT_CLERK_WEBHOOK_SECRET: 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET',
  NUXT_CLERK_WEBHOOK_SIGNING_KEY: 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET',
  NUXT_PUBLIC_CLERK_SECRET_KEY: 'NUXT_CLERK_SECRET_KEY',
  NUXT_PUBLIC_CLERK_JWT_KEY: 'NUXT_CLERK_JWT_KEY',
  NUXT_PUBLIC_CLERK_WEBHOOK_SIGNING_SECRET: 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET',
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
  VITE_CLERK_PUBLISHABLE_KEY: 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
  PUBLIC_CLERK_PUBLISHABLE_KEY: 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
  DATABASE_URL: 'NUXT_DATABASE_URL',
  NUXT_APP_URL: 'NUXT_PUBLIC_APP_URL',
  APP_URL: 'NUXT_PUBLIC_APP_URL',
}

/** Prefixes that bundlers copy into the browser's code: a secret below one of them must be taken as leaked. */
const publicPrefix = /^(?:NUXT_PUBLIC|NEXT_PUBLIC|VITE|PUBLIC)_/
const foreignPrefix = /^(?:NEXT_PUBLIC_|(?:VITE|PUBLIC)_CLERK_)/
const secretPart = /SECRET|JWT_KEY/

/** A variable counts as set when it holds more than white space; `.env.example` copied as it is sets none. */
export const isSet = (env: Env, name: string): boolean => Boolean(env[name]?.trim())

/** The right name for a variable this app doesn't read, or undefined where the name is not about this app. */
function rightName(name: string): string | undefined {
  if (Object.hasOwn(misnamed, name)) return misnamed[name]
  if (!foreignPrefix.test(name)) return
  const plain = name.replace(publicPrefix, '')
  return misnamed[plain] ?? `NUXT_PUBLIC_${plain}`
}

/** One sentence for each variable with a name this app doesn't read. Values are never part of it. */
export function misnamedVariables(env: Env): string[] {
  return Object.keys(env).filter(name => isSet(env, name)).sort().flatMap((name) => {
    const right = rightName(name)
    if (!right) return []
    if (publicPrefix.test(name) && secretPart.test(name))
      return [`${name} holds a secret under a public name: rename it to ${right}, and rotate the secret if it was ever deployed.`]
    return [`${name} is not read by this app: ${isSet(env, right) ? `${right} is set and counts` : `rename it to ${right}`}.`]
  })
}

/** The required keys that are not set. */
export const missingKeys = (env: Env): string[] => requiredKeys.filter(name => !isSet(env, name))

/** What to do when keys are missing, as one sentence after "… is missing". */
export function missingKeysMessage(missing: string[]): string {
  const [first, second] = missing
  return second
    ? `${first} and ${second} are missing.`
    : `${first} is missing, though the other key is set.`
}

/** The environment that connects the app with a running clerk-local. */
export function localEnv(info: ClerkLocalInfo): Record<string, string> {
  return {
    NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: info.publishableKey,
    NUXT_PUBLIC_CLERK_PROXY_URL: proxyPath,
    NUXT_CLERK_SECRET_KEY: info.secretKey,
    NUXT_CLERK_API_URL: info.backendApiUrl,
    NUXT_CLERK_FRONTEND_API_URL: info.frontendApiUrl,
    NUXT_CLERK_JWT_KEY: info.jwtKey,
    NUXT_CLERK_WEBHOOK_SIGNING_SECRET: info.webhookSecret,
  }
}

const loopbackHosts = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Whether a URL names this machine. */
export const isLoopback = (url: string): boolean => loopbackHosts.test(URL.parse(url)?.hostname ?? '')

/**
 * What a loopback Backend API implies for the browser.
 *
 * The host in a publishable key is reached over https. A Clerk on this machine has none, so the app forwards
 * `/__clerk` to the Frontend API beside the Backend API: `…/backend` and `…/frontend`.
 *
 * @returns the variables to add; empty where Clerk is not on this machine or everything is said already.
 */
export function completeLoopbackEnv(env: Env): Record<string, string> {
  const backend = env.NUXT_CLERK_API_URL?.trim().replace(/\/+$/, '') ?? ''
  if (!isLoopback(backend) || isSet(env, 'NUXT_PUBLIC_CLERK_PROXY_URL')) return {}
  return {
    NUXT_PUBLIC_CLERK_PROXY_URL: proxyPath,
    ...isSet(env, 'NUXT_CLERK_FRONTEND_API_URL') ? {} : { NUXT_CLERK_FRONTEND_API_URL: backend.replace(/\/backend$/, '') + '/frontend' },
  }
}
