/** Plain data of domains and enterprise single sign-on. Times are milliseconds since 1970. */

import type { ClerkErrorItem } from '../errors.ts'
import type { Verification } from './people.ts'
import type { Metadata } from './index.ts'

export type EnrollmentMode = 'manual_invitation' | 'automatic_invitation' | 'automatic_suggestion' | 'enterprise_sso'

/** A proof of a domain. */
export type DomainProof = Verification & { verifiedAt: number | null }

/** The proof by DNS: the record to set, and whether the local DNS has it. */
export type OwnershipProof = DomainProof & { txtRecordName: string | null, txtRecordValue: string | null, published: boolean }

export interface OrganizationDomain {
  id: string
  organizationId: string
  name: string
  enrollmentMode: EnrollmentMode
  affiliationEmailAddress: string | null
  affiliationVerification: DomainProof | null
  ownershipVerification: OwnershipProof | null
  createdAt: number
  updatedAt: number
}

export interface OrganizationSuggestion {
  id: string
  organizationId: string
  userId: string
  domainId: string
  status: 'pending' | 'accepted' | 'completed'
  createdAt: number
  updatedAt: number
}

export interface OrganizationMembershipRequest {
  id: string
  organizationId: string
  userId: string
  status: 'pending' | 'accepted' | 'rejected'
  createdAt: number
  updatedAt: number
}

/** Identity providers by protocol (both specifications, create an enterprise connection). */
export type EnterpriseProvider = 'saml_custom' | 'saml_okta' | 'saml_google' | 'saml_microsoft' | 'oidc_custom' | 'oidc_github_enterprise' | 'oidc_gitlab'

/** Which value the identity provider is given as a hint of who signs in. */
export interface LoginHint {
  mode: 'email_address' | 'custom_attribute' | 'off'
  source?: string
}

/** What the identity provider calls each attribute. */
export interface AttributeMapping {
  userId: string
  emailAddress: string
  firstName: string
  lastName: string
}

export interface SamlConfig {
  id: string
  idpEntityId: string | null
  idpSsoUrl: string | null
  /** PEM, or base64 DER; the first is the primary one. */
  idpCertificates: string[]
  idpMetadataUrl: string | null
  idpMetadata: string | null
  attributeMapping: AttributeMapping
  allowSubdomains: boolean
  allowIdpInitiated: boolean
  forceAuthn: boolean
  loginHint: LoginHint
}

export interface OidcConfig {
  id: string
  clientId: string | null
  clientSecret: string | null
  discoveryUrl: string | null
  authUrl: string | null
  tokenUrl: string | null
  userInfoUrl: string | null
  requiresPkce: boolean
}

/** A value of the identity provider that is kept in a user's public metadata. */
export interface CustomAttribute {
  name: string
  key: string
  ssoPath?: string
  scimPath?: string
  multiValued: boolean
}

/** The way of an organization's people through their own identity provider. Exactly one of `saml` and `oidc` is set. */
export interface EnterpriseConnection {
  id: string
  name: string
  provider: EnterpriseProvider
  domains: string[]
  organizationId: string | null
  active: boolean
  authenticatable: boolean
  disableJitProvisioning: boolean
  syncUserAttributes: boolean
  disableAdditionalIdentifications: boolean
  allowOrganizationAccountLinking: boolean
  customAttributes: CustomAttribute[]
  saml: SamlConfig | null
  oidc: OidcConfig | null
  createdAt: number
  updatedAt: number
}

/** Who somebody is at their identity provider. */
export interface ProviderIdentity {
  providerUserId: string
  emailAddress: string
  firstName: string | null
  lastName: string | null
}

/** A user's identity at an identity provider. It outlives its connection (facts §A8). */
export interface EnterpriseAccount extends ProviderIdentity {
  id: string
  userId: string
  connectionId: string
  provider: EnterpriseProvider
  protocol: 'saml' | 'oauth'
  publicMetadata: Metadata
  lastAuthenticatedAt: number
  createdAt: number
  updatedAt: number
}

/** One trip to the identity provider and back; the id is the state that comes back. */
export interface EnterpriseFlow {
  id: string
  purpose: 'sign_in' | 'sign_up' | 'email_address' | 'test_run'
  /** The sign-in, sign-up, address or test run it is for. */
  subjectId: string
  connectionId: string
  loginHint: string | null
  /** Where the app goes on when more is to do, and where when all is done. */
  redirectUrl: string
  completeUrl: string
  expireAt: number
}

export interface EnterpriseTestRun {
  id: string
  connectionId: string
  status: 'pending' | 'success' | 'failed'
  connectionType: 'saml' | 'oauth'
  identity: Partial<ProviderIdentity> | null
  logs: ClerkErrorItem[]
  /** What the identity provider was asked and what it answered, as sent. */
  request: string
  answer: string | null
  createdAt: number
}
