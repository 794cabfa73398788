import type { EnvironmentObject } from '../objects/instance/environment.ts'
import type { AccountPortalObject, OpenIdConfigurationObject } from '../objects/instance/portal.ts'
import type { Operations } from '../operations.ts'

export const instanceOperations = {
  getEnvironment: 'GET /environment',
  updateEnvironment: 'PATCH /environment',
  getAccountPortal: 'GET /account_portal',
  getHealth: 'GET /health',
  getProxyHealth: 'GET /proxy-health',
  clearSiteData: 'GET /clear-site-data',
  joinWaitlist: 'POST /waitlist',
} as const satisfies Operations

export interface InstanceAnswers {
  getEnvironment: EnvironmentObject
  updateEnvironment: EnvironmentObject
  getAccountPortal: AccountPortalObject
  getHealth: { status: 'healthy' }
  getProxyHealth: { status: 'healthy', x_forwarded_for: string }
  /** An empty answer whose header clears the site. */
  clearSiteData: Response
  /** Always a refusal: the waitlist is off. */
  joinWaitlist: never
}

/** Below the host itself, not below `/v1`. */
export const wellKnownOperations = {
  getJWKS: 'GET /.well-known/jwks.json',
  getOpenIDConfiguration: 'GET /.well-known/openid-configuration',
} as const satisfies Operations

export interface WellKnownAnswers {
  getJWKS: { keys: object[] }
  getOpenIDConfiguration: OpenIdConfigurationObject
}
