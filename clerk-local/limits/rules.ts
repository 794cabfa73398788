import type { Limit } from './sliding-window.ts'

/** A limit with the key that counts: calls of the same key share it. */
export interface Rule extends Limit {
  matches: (call: LimitedCall) => boolean
  key: (call: LimitedCall) => string
}

/** A call as limits see it; the path without `/v1`. */
export interface LimitedCall { method: string, path: string, ip: string }

const seconds = 1000
const hour = 3600 * seconds

const post = (path: RegExp) => (call: LimitedCall) => call.method === 'POST' && path.test(call.path)
/** One count for the whole instance, which the secret key names. */
const instance = (name: string) => () => name
const perIp = (name: string) => ({ ip }: LimitedCall) => `${name} ${ip}`
/** `/organizations/x` and `/organizations/x/metadata` are the same object. */
const objectOf = ({ path }: LimitedCall) => path.replace(/\/metadata$/, '')

/** Limits of the Backend API (facts §H; clerk.com/docs/guides/how-clerk-works/system-limits). JWKS has none. */
export const backendRules = (kind: 'development' | 'production'): Rule[] => [
  { limit: kind === 'production' ? 1000 : 100, windowMs: 10 * seconds, matches: ({ path }) => path !== '/jwks', key: instance('calls') },
  { limit: 250, windowMs: hour, matches: post(/^\/organizations\/[^/]+\/invitations$/), key: instance('invitations') },
  { limit: 50, windowMs: hour, matches: post(/^\/organizations\/[^/]+\/invitations\/bulk$/), key: instance('bulk invitations') },
  { limit: 10, windowMs: 10 * seconds, matches: ({ method, path }) => method === 'PATCH' && /^\/(organizations|users)\/[^/]+/.test(path), key: objectOf },
]

/** Limits of the Frontend API (same page): by the caller's address. */
export const frontendRules: Rule[] = [
  { limit: 5, windowMs: 10 * seconds, matches: post(/^\/client\/sign_ins$/), key: perIp('sign in') },
  { limit: 5, windowMs: 10 * seconds, matches: post(/^\/client\/sign_ups$/), key: perIp('sign up') },
  { limit: 3, windowMs: 10 * seconds, matches: post(/^\/client\/sign_ins\/[^/]+\/attempt_(first|second)_factor$/), key: perIp('attempt sign in') },
  { limit: 3, windowMs: 10 * seconds, matches: post(/^\/client\/sign_ups\/[^/]+\/attempt_verification$/), key: perIp('attempt sign up') },
]
