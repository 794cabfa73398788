/** Clerk's hosted pages, which a local instance replaces by the app's own (frontend-api.yml, `AccountPortal`). */
export interface AccountPortalObject {
  object: 'account_portal'
  allowed: boolean
  enabled: boolean
  internal_linking: boolean
  after_sign_in_url: string
  after_sign_up_url: string
  after_join_waitlist_url: string
  after_create_organization_url: string
  after_leave_organization_url: string
  logo_link_url: string
  customization: Record<'appearance' | 'background_color_dark' | 'background_color_light' | 'primary_color_dark' | 'primary_color_light', null>
}

/** Where a JWT library finds issuer and keys (frontend-api.yml, `OpenIDConfiguration`). */
export interface OpenIdConfigurationObject {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  revocation_endpoint: string
  introspection_endpoint: string
  userinfo_endpoint: string
  jwks_uri: string
  scopes_supported: string[]
  response_types_supported: string[]
  response_modes_supported: string[]
  grant_types_supported: string[]
  subject_types_supported: string[]
  id_token_signing_alg_values_supported: string[]
  token_endpoint_auth_methods_supported: string[]
  claims_supported: string[]
  code_challenge_methods_supported: string[]
  backchannel_logout_supported: boolean
  frontchannel_logout_supported: boolean
}
