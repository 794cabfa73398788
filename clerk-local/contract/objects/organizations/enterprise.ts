import type { MetadataObject } from './organization.ts'
import type { VerificationObject } from '../people/verification.ts'

/** The SAML half of a connection. Absent in the Frontend API is what is null in the Backend API. */
export interface SamlConnectionObject {
  id: string
  name: string
  active: boolean
  idp_entity_id?: string | null
  idp_sso_url?: string | null
  idp_certificate?: string | null
  idp_certificate_issued_at?: number | null
  idp_certificate_expires_at?: number | null
  idp_certificates: { certificate: string, issued_at: number | null, expires_at: number | null }[]
  idp_metadata_url?: string | null
  acs_url: string
  sp_entity_id: string
  sp_metadata_url: string
  allow_subdomains: boolean
  allow_idp_initiated: boolean
  force_authn: boolean
  login_hint: { mode: 'email_address' | 'custom_attribute' | 'off', source?: string }
}

/** The OIDC half of a connection. */
export interface OauthConfigObject {
  id: string
  name: string
  provider_key: string
  client_id?: string | null
  discovery_url?: string | null
  auth_url?: string | null
  token_url?: string | null
  user_info_url?: string | null
  redirect_uri?: string
  requires_pkce: boolean
  logo_public_url: string | null
  created_at: number
  updated_at: number
}

/** A connection to an identity provider (backend-api.yml `EnterpriseConnection`, frontend-api.yml `EnterpriseConnectionResponse`). */
export interface EnterpriseConnectionObject {
  object: 'enterprise_connection'
  id: string
  name: string
  provider: string
  logo_public_url: string | null
  active: boolean
  authenticatable: boolean
  disable_jit_provisioning: boolean
  domains: string[]
  organization_id?: string | null
  sync_user_attributes: boolean
  disable_additional_identifications: boolean
  allow_organization_account_linking: boolean
  custom_attributes: { name: string, key: string, sso_path: string, scim_path: string, directory_path: string, multi_valued: boolean }[]
  saml_connection?: SamlConnectionObject | null
  oauth_config?: OauthConfigObject | null
  created_at: number
  updated_at: number
}

/** One try of a connection (both specifications, `EnterpriseConnectionTestRun`). */
export interface TestRunObject {
  id: string
  status: 'pending' | 'success' | 'failed'
  connection_type: 'saml' | 'oauth'
  parsed_user_info: { email_address?: string, first_name?: string, last_name?: string, user_id?: string } | null
  logs: { level: string, code: string, short_message: string, message: string }[]
  saml: { saml_request: string, saml_response?: string, relay_state: string } | null
  oauth: { id_token?: string, user_info?: string } | null
  created_at: number
}

/** A user's account at an identity provider (backend-api.yml, `EnterpriseAccount`). */
export interface EnterpriseAccountObject {
  object: 'enterprise_account'
  id: string
  protocol: 'saml' | 'oauth'
  provider: string
  active: boolean
  email_address: string
  first_name: string | null
  last_name: string | null
  provider_user_id: string | null
  enterprise_connection_id: string | null
  public_metadata: MetadataObject
  verification: VerificationObject | null
  /** Null once the connection is deleted (facts §A8). */
  enterprise_connection: EnterpriseAccountConnectionObject | null
  last_authenticated_at: number | null
}

/** What an account tells of its connection. */
export interface EnterpriseAccountConnectionObject {
  id: string
  protocol: 'saml' | 'oauth'
  provider: string
  name: string
  logo_public_url: string | null
  domain: string
  domains: string[]
  active: boolean
  sync_user_attributes: boolean
  allow_subdomains: boolean
  allow_idp_initiated: boolean
  disable_additional_identifications: boolean
  created_at: number
  updated_at: number
}
