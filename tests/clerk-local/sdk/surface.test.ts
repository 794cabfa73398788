import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClerkLocal, createClerkLocal } from '../../../clerk-local/index.ts'
import { type Clerk, methodsOf, notingClient } from './client.ts'

/** APIs whose every method the other files of this folder call. */
const covered = [
  'users', 'emailAddresses', 'phoneNumbers', 'invitations', 'organizations', 'organizationRoles', 'organizationPermissions', 'roleSets', 'instance',
  'sessions', 'clients', 'jwks', 'jwtTemplates', 'signInTokens', 'actorTokens', 'testingTokens', 'billing', 'enterpriseConnections', 'apiKeys', 'webhooks', 'waitlistEntries',
]

/** APIs that aren't about organizations and who is in them. */
const outOfScope = [
  'agentTasks', 'allowlistIdentifiers', 'blocklistIdentifiers', 'domains', 'idPOAuthAccessToken', 'machines', 'm2m', 'oauthApplications', 'proxyChecks',
  'redirectUrls', 'samlConnections', 'signUps',
] as const

/** APIs that Clerk's specification lacks, so that there is no operation to name. */
const undescribed = ['betaFeatures', 'emails', '__experimental_accountlessApplications']

/** What any method takes: it gets as far as the call. */
const anything = Object.fromEntries(['domainId', 'redirectUrlId', 'machineId', 'm2mTokenId', 'oauthApplicationId', 'signUpAttemptId', 'token', 'subject'].map(name => [name, 'x']))

let local: ClerkLocal
let clerk: Clerk

beforeAll(async () => {
  local = await createClerkLocal()
  clerk = notingClient(local).clerk
})
afterAll(() => local.close())

describe('the APIs of the SDK', () => {
  it('are all tested, or out of scope', () => {
    const apis = Object.entries(clerk).filter(([, value]) => typeof value === 'object' && value !== null && methodsOf(value as object).length && 'request' in (value as object))
    expect(apis.map(([name]) => name).sort()).toEqual([...covered, ...outOfScope, ...undescribed].sort())
  })

  it.each(outOfScope)('%s answers 501 and names the operation', async (name) => {
    const api = clerk[name] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
    for (const method of methodsOf(clerk[name])) {
      const refusal = await api[method]!(anything, anything).catch((error: unknown) => error)
      expect([name, method, refusal]).toEqual([name, method, expect.objectContaining({ status: 501 })])
    }
  })
})
