import type { H3Event } from 'h3'
import type { ErrorCode } from '../../../shared/errors'

/** What must never be printed: Clerk's keys, signing secrets, and anything that looks like a token. */
const secrets = /\b(?:sk_(?:test|live)_|whsec_)[\w+/=-]+|\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g

/** One line of printable ASCII: nothing that a client sends can start another line or colour a terminal. */
export function logLine(tag: string, facts: Record<string, unknown>): string {
  const json = JSON.stringify(facts).replace(secrets, '[redacted]')
  return `[${tag}] ${json.replace(/[^\x20-\x7e]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}`
}

/** The request as logs may show it. The pattern of the route stands for the path, which may hold anything. */
export const requestFacts = (event: H3Event) => ({ method: event.method, route: event.context.matchedRoute?.path ?? null })

/** Who makes the request, from the verified session; null where there is none. */
function caller(event: H3Event): { userId: string | null, orgId: string | null } {
  const auth = event.context.auth?.({ treatPendingAsSignedOut: false })
  return auth?.tokenType === 'session_token' ? { userId: auth.userId, orgId: auth.orgId ?? null } : { userId: null, orgId: null }
}

/** Prints one line for a refusal: what was refused and why, and to whom. */
export function logDenied(event: H3Event, code: ErrorCode, status: number): void {
  console.warn(logLine('denied', { code, status, ...requestFacts(event), ...caller(event) }))
}
