import { createClerkClient, type ClerkClient } from '@clerk/backend'
import { isClerkAPIResponseError } from '@clerk/backend/errors'
import { AppError } from '../../../shared/errors'

/** Keys and address of Clerk's APIs, as the runtime configuration has them; an empty string is not set. */
export interface ClerkKeys { publishableKey: string, secretKey: string, jwtKey?: string, apiUrl?: string, proxyUrl?: string }

/** How a call to the Backend API ended. `refused` is an answer of 4xx, `failed` one of 5xx or none; `paused` was not made at all. */
export type CallOutcome = 'ok' | 'refused' | 'limited' | 'failed' | 'timeout' | 'paused'

/** Times in ms. `pause` is how long nobody is asked once Clerk has let somebody wait for too long. */
export interface CallLimits { timeout: number, pause: number, ended?: (outcome: CallOutcome) => void }

const unavailable = () => new AppError('clerk_unavailable', 'Clerk does not answer. Try again in a moment.', { retryAfter: 5 })

async function inTime<T>(work: () => Promise<T>, timeout: number, late: () => void = () => {}): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late()
    reject(unavailable())
  }, timeout)
  try { return await Promise.race([work(), promise]) }
  finally { clearTimeout(timer) }
}

function outcomeOf(error: unknown): CallOutcome {
  const status = isClerkAPIResponseError(error) ? error.status : undefined
  return status === 429 ? 'limited' : status && status < 500 ? 'refused' : 'failed'
}

/**
 * Makes calls of the Backend API that end in time. The SDK waits for an answer for five minutes and takes no signal, so a
 * Clerk that accepts connections and says nothing would hold every handler, and all that wait in turn behind it.
 *
 * Once a call came back too late, the next ones fail at once for a while, and then a single one tries for all: neither
 * people nor sockets pile up behind a Clerk that hangs.
 */
function limited({ timeout, pause, ended = () => {} }: CallLimits) {
  let silentUntil = 0
  return async function call<T>(work: () => Promise<T>): Promise<T> {
    if (Date.now() < silentUntil) {
      ended('paused')
      throw unavailable()
    }
    // Whoever comes first after the pause holds the others off until it knows more.
    if (silentUntil) silentUntil = Date.now() + timeout
    let late = false
    try {
      const answer = await inTime(work, timeout, () => { late = true })
      silentUntil = 0
      ended('ok')
      return answer
    }
    catch (error) {
      silentUntil = late ? Date.now() + pause : 0
      ended(late ? 'timeout' : outcomeOf(error))
      throw error
    }
  }
}

/** The client with each of its calls made by `call`, and sessions read within the time-out: that may ask for Clerk's public keys. */
function wrap(client: ClerkClient, call: ReturnType<typeof limited>, timeout: number): ClerkClient {
  const wrapApi = (api: object) => new Proxy(api, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      return typeof method === 'function' ? (...args: unknown[]) => call(async () => Reflect.apply(method, target, args) as unknown) : method
    },
  })
  const apis = Object.entries(client).flatMap(([name, api]) => typeof api === 'object' && api !== null && name !== 'telemetry' ? [[name, wrapApi(api as object)]] : [])
  const authenticateRequest = (...args: Parameters<ClerkClient['authenticateRequest']>) => inTime(() => client.authenticateRequest(...args), timeout)
  return { ...client, ...Object.fromEntries(apis), authenticateRequest } as ClerkClient
}

/**
 * The SDK's client. Its calls throw what the SDK throws, and AppError clerk_unavailable where Clerk does not answer in time.
 *
 * @param keys - empty strings are left out, because the SDK would take them for values
 */
export function createClerk({ publishableKey, secretKey, jwtKey, apiUrl, proxyUrl }: ClerkKeys, limits: CallLimits): ClerkClient {
  const client = createClerkClient({
    publishableKey,
    secretKey,
    jwtKey: jwtKey || undefined,
    apiUrl: apiUrl || undefined,
    proxyUrl: proxyUrl || undefined,
    telemetry: { disabled: true },
  })
  return wrap(client, limited(limits), limits.timeout)
}
