import { createClerkClient } from '@clerk/backend'
import type { ClerkLocal } from '../../../clerk-local/index.ts'

export type Clerk = ReturnType<typeof createClerkClient>

/** The official SDK as a client, which notes which methods were called. */
export interface NotingClient {
  clerk: Clerk
  /** Methods of one of its APIs that nobody called: `['banUser']`. */
  uncalled: (api: keyof Clerk) => string[]
}

/** What an API of the SDK offers. */
export function methodsOf(api: object): string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(api)).filter(name => name !== 'constructor')
}

/** A client of one clerk-local. */
export function notingClient(local: ClerkLocal): NotingClient {
  const called = new Set<string>()
  const client = createClerkClient({ telemetry: { disabled: true }, secretKey: local.secretKey, publishableKey: local.publishableKey, apiUrl: local.backendApiUrl })
  const noting = (api: object, name: string) => new Proxy(api, {
    get(target, method) {
      const value: unknown = Reflect.get(target, method)
      if (typeof value !== 'function') return value
      called.add(`${name}.${String(method)}`)
      return value.bind(target) as unknown
    },
  })
  return {
    clerk: new Proxy(client, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'object' && value !== null ? noting(value, String(name)) : value
      },
    }),
    uncalled: api => methodsOf(client[api] as object).filter(method => !called.has(`${api}.${method}`)),
  }
}
