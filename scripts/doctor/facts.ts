import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { MirrorStatus } from '../../server/services/mirror/mirror'
import { type Env, isLoopback, isSet } from '../lib/clerk-env.ts'
import { askSession, type SessionFacts } from './session.ts'

interface Named { slug: string }

/** What Clerk's Backend API says of the instance; lists are the first 500 of each. */
export interface Instance {
  settings: { enabled: boolean, slug_disabled: boolean }
  /** Whether everybody has to choose an organization; undefined where the Frontend API didn't tell. */
  membershipRequired: boolean | undefined
  permissions: { key: string }[]
  roles: { key: string, permissions: { key: string }[] }[]
  roleSets: { key: string, roles: { key: string }[], creator_role: { key: string } | null }[]
  plans: (Named & { for_payer_type: string, is_default: boolean, features: Named[] })[]
  domains: { name: string, organization_id: string, enrollment_mode: string }[]
  connections: { name: string, active: boolean, domains: string[] }[]
  /** Organizations at Clerk. */
  organizations: number
  /** Whether anybody ever signed in. */
  used: boolean
  /** How much Clerk's clock is ahead of ours, in ms. */
  skew: number
  /** Whether both keys belong to one instance; undefined where the Frontend API didn't tell. */
  sameInstance: boolean | undefined
}

/** A line of our code. */
export interface Line { file: string, line: number, text: string }

/** All that the checks look at. */
export interface Facts {
  env: Env
  /** Null without keys, or where Clerk refused or didn't answer: `trouble` says why. */
  instance: Instance | null
  trouble: string | null
  /** Null where the database can't be opened. */
  mirror: (MirrorStatus & { organizations: number }) | null
  /** Of whoever asks; null where nobody is signed in. */
  session: SessionFacts | null
  code: Line[]
}

const frontendOf = (env: Env) => isLoopback(env.NUXT_CLERK_API_URL ?? '')
  ? env.NUXT_CLERK_FRONTEND_API_URL?.trim() || env.NUXT_CLERK_API_URL!.trim().replace(/\/backend\/?$/, '/frontend')
  : `https://${frontendHost(env.NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '')}`

/** The host of Clerk's Frontend API that a publishable key holds; undefined where it holds none. */
export function frontendHost(key: string): string | undefined {
  const [, coded] = /^pk_(?:test|live)_(.+)$/.exec(key.trim()) ?? []
  const host = coded && Buffer.from(coded, 'base64').toString()
  return host && /^[\w.-]+\.[\w-]+\$$/.test(host) ? host.slice(0, -1) : undefined
}

const keyIds = (jwks: { keys: { kid: string }[] }) => jwks.keys.map(({ kid }) => kid).sort().join()

/**
 * Asks Clerk about the instance, and about the session of whoever asks.
 *
 * @param token - a session token
 * @throws Error with a sentence for people; it holds no key
 */
export async function askClerk(env: Env, token?: string): Promise<{ instance: Instance, session: SessionFacts | null }> {
  const base = (env.NUXT_CLERK_API_URL?.trim() || 'https://api.clerk.com').replace(/\/+$/, '')
  let skew = 0
  async function ask<T>(path: string): Promise<T> {
    const response = await fetch(`${base}/v1${path}`, { headers: { authorization: `Bearer ${env.NUXT_CLERK_SECRET_KEY?.trim()}` }, signal: AbortSignal.timeout(10_000) })
      .catch((error: unknown) => { throw new Error(`${new URL(base).host} does not answer (${String((error as Error).cause ?? error)}).`) })
    const date = Date.parse(response.headers.get('date') ?? '')
    if (date) skew = date - Date.now()
    if (!response.ok) throw new Error(`Clerk answers ${response.status} to GET /v1${path.split('?')[0]}.`)
    return await response.json() as T
  }
  const list = async <T>(path: string) => {
    const answer = await ask<T[] | { data: T[] }>(`${path}${path.includes('?') ? '&' : '?'}limit=500`)
    return Array.isArray(answer) ? answer : answer.data
  }
  const frontend = async <T>(path: string): Promise<T | undefined> => {
    const response = await fetch(frontendOf(env) + path, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
    return response?.ok ? await response.json() as T : undefined
  }
  const settings = await ask<Instance['settings']>('/instance/organization_settings')
  const environment = await frontend<{ organization_settings?: { force_organization_selection?: boolean } }>('/v1/environment')
  const [own, shown] = [await ask<{ keys: { kid: string }[] }>('/jwks'), await frontend<{ keys: { kid: string }[] }>('/.well-known/jwks.json')]
  const known = { settings, skew, membershipRequired: environment?.organization_settings?.force_organization_selection, sameInstance: shown && keyIds(own) === keyIds(shown) }
  // The rest is refused where organizations are off.
  if (!settings.enabled) return { instance: { ...known, permissions: [], roles: [], roleSets: [], plans: [], domains: [], connections: [], organizations: 0, used: false }, session: null }
  const instance: Instance = {
    ...known,
    permissions: await list('/organization_permissions'),
    roles: await list('/organization_roles'),
    roleSets: await list('/role_sets'),
    plans: await list('/billing/plans'),
    domains: await list('/organization_domains'),
    connections: await list('/enterprise_connections'),
    organizations: (await ask<{ total_count: number }>('/organizations?limit=1')).total_count,
    used: Boolean((await ask<{ last_sign_in_at: number | null }[]>('/users?limit=1&order_by=-last_sign_in_at'))[0]?.last_sign_in_at),
  }
  return { instance, session: token ? await askSession(token, env, ask) : null }
}

const own = ['pages', 'layouts', 'components', 'composables', 'stores', 'middleware', 'plugins', 'server', 'shared', 'db']

const base = join(import.meta.dirname, '..', '..')

/** Every line of an app's own code, and of this repository's where that app extends it; paths are from the folder of either. */
export function readCode(app: string): Line[] {
  return [...new Set([app, base])].flatMap(root => [root, ...own.map(folder => join(root, folder))].flatMap((folder) => {
    // Of the root only the files beside the folders, such as nuxt.config.ts.
    try { return readdirSync(folder, { recursive: folder !== root, withFileTypes: true }) }
    catch { return [] }
  }).filter(file => file.isFile() && /\.(?:ts|vue)$/.test(file.name) && !file.parentPath.includes('migrations')).flatMap((file) => {
    const path = join(file.parentPath, file.name)
    return readFileSync(path, 'utf8').split('\n').map((text, index) => ({ file: relative(root, path), line: index + 1, text }))
  }))
}

/** Whether both of Clerk's keys are there to ask with. */
export const hasKeys = (env: Env): boolean => isSet(env, 'NUXT_CLERK_SECRET_KEY') && isSet(env, 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY')
