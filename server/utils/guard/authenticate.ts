import { AuthStatus, getAuthObjectForAcceptedToken, makeAuthObjectSerializable, stripPrivateDataFromObject } from '@clerk/backend/internal'
import type { AuthenticatedState, TokenType, UnauthenticatedState } from '@clerk/backend/internal'
import type { AuthFn } from '@clerk/nuxt/server'
import { appendResponseHeader, getRequestHeaders, setResponseHeader, type H3Event } from 'h3'
import { AppError } from '../../../shared/errors'
import { apiError, httpError } from '../http/errors'
import { frozen } from '../http/frozen'
import type { Verified } from './session-memo'

/** What @clerk/nuxt expects in `event.context`: who asks, and what the first paint of a page knows of them. */
export interface ClerkAuth { auth: AuthFn, initialState: unknown }

type Outcome = { redirect: Response } | { session: ClerkAuth, verified?: Verified<ClerkAuth> }

/** A slug holds no underscore, so an id is never taken for one. */
const organizationSyncOptions = { organizationPatterns: ['/orgs/:id(org_\\w+)', '/orgs/:id(org_\\w+)/(.*)', '/orgs/:slug', '/orgs/:slug/(.*)'] }

/**
 * Reads the session of a request with the SDK's `authenticateRequest`, as @clerk/nuxt's middleware does, but with one
 * client for all requests, every cookie (clerk/javascript#9573), and the app's own origin instead of the client's word for it.
 *
 * @param path - path and query, on this app
 * @param document - whether it may be sent on a handshake; only then the organization in the URL counts
 * @returns a handshake's redirect, or the session; `verified` when others with the same credentials may be given it
 * @throws 400 bad_request, 503 clerk_unavailable
 */
export async function authenticate(event: H3Event, path: string, document: boolean): Promise<Outcome> {
  const { clerk, config } = event.context
  const request = sdkRequest(event, path, document)
  const state = await clerk.authenticateRequest(request, {
    acceptsToken: 'any', authorizedParties: [config.appUrl], ...document ? { organizationSyncOptions } : {},
  }).catch((error: unknown) => {
    // Without its public keys nobody can be told from anybody.
    if (error instanceof AppError) throw httpError(error)
    return refuse(event)
  })
  // It repeats parts of a token that nobody has verified.
  state.headers.delete('x-clerk-auth-message')
  const location = state.headers.get('location')
  if (location || state.status === AuthStatus.Handshake) {
    // One that changes nothing, as with a made-up nonce in a cookie, would be asked for again and again.
    return location && location !== request.url ? { redirect: new Response(null, { status: 307, headers: state.headers }) } : refuse(event)
  }
  state.headers.forEach((value, name) => name === 'set-cookie' ? appendResponseHeader(event, name, value) : setResponseHeader(event, name, value))

  // A key of which Clerk could not say whether it holds is not a wrong one. Other tokens that cannot be read are nobody's.
  const isKey = /^(?:bearer )?ak_/i.test(request.headers.get('authorization') ?? '')
  if (isKey && state.status === AuthStatus.SignedOut && state.reason && unclear.has(state.reason)) throw apiError('clerk_unavailable', 'Clerk could not check the API key. Try again in a moment.', { retryAfter: 5 })

  const session = sessionOf(state)
  const auth = session.auth({ treatPendingAsSignedOut: false })
  // Headers are cookies, a refresh, or the reason why nobody is signed in: for this request alone.
  const lasting = auth.tokenType === 'session_token' && auth.userId && [...state.headers.keys()].length === 0
  return { session, ...lasting ? { verified: { value: session, expiresAt: auth.sessionClaims.exp * 1000 } } : {} }
}

/** The SDK's reasons that say nothing about the key itself. Source: MachineTokenVerificationErrorCode. */
const unclear = new Set(['unexpected-error', 'secret-key-invalid'])

/** The request as the SDK should see it. */
function sdkRequest(event: H3Event, path: string, document: boolean): Request {
  const { appUrl } = event.context.config
  const headers = new Headers(getRequestHeaders(event) as Record<string, string>)
  // The way back from a handshake is made of these. Where the app lives is a setting, not the client's to say.
  headers.set('host', new URL(appUrl).host)
  headers.delete('x-forwarded-host')
  headers.delete('x-forwarded-proto')
  // Calls of a page while it is rendered repeat the page's headers; nobody is there to follow a handshake.
  if (!document) headers.set('sec-fetch-dest', 'empty')
  // An expired token for one organization is not to become a fresh one, by the cookies, for another.
  if (headers.has('authorization')) headers.delete('cookie')
  return new Request(appUrl + path, { method: event.method, headers })
}

/** The SDK throws on some values that a client can send. Keys that are at fault throw for any request. */
async function refuse({ context: { clerk, config } }: H3Event): Promise<never> {
  await clerk.authenticateRequest(new Request(config.appUrl))
  throw apiError('bad_request', 'The session of this request cannot be read.')
}

type State = AuthenticatedState<TokenType> | UnauthenticatedState<TokenType | null>

/** The two usual answers are made once, when first asked for; they can't be changed, because many requests may hold them. */
function sessionOf(state: State): ClerkAuth {
  const kept = new Map<boolean, unknown>()
  const auth = ({ acceptsToken, treatPendingAsSignedOut = true }: { acceptsToken?: 'any', treatPendingAsSignedOut?: boolean } = {}) => {
    const make = () => getAuthObjectForAcceptedToken({ authObject: state.toAuth({ treatPendingAsSignedOut }), acceptsToken })
    if (acceptsToken !== undefined) return make()
    if (!kept.has(treatPendingAsSignedOut)) kept.set(treatPendingAsSignedOut, frozen(make()))
    return kept.get(treatPendingAsSignedOut)
  }
  return {
    auth: auth as AuthFn,
    // A page knows people only: with a program's key it is signed out.
    get initialState() { return makeAuthObjectSerializable(stripPrivateDataFromObject(getAuthObjectForAcceptedToken({ authObject: state.toAuth(), acceptsToken: 'session_token' }))) },
  }
}
