import { useRuntimeConfig } from 'nitropack/runtime'
import type { ClerkKeys } from './clerk-client'

/** Clerk's keys and address from the runtime configuration. */
export function clerkKeys(): ClerkKeys {
  const { clerk: { secretKey, jwtKey, apiUrl }, public: { clerk: { publishableKey, proxyUrl } } } = useRuntimeConfig()
  return { publishableKey, secretKey, jwtKey, apiUrl, proxyUrl }
}
