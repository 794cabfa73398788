import { invalidParam } from '../../core/errors.ts'
import type { ConnectionPatch } from '../../domain/enterprise/connections/connections.ts'
import type { OidcInput, SamlInput } from '../../domain/enterprise/connections/connection-config.ts'
import type { Params } from '../params.ts'

/** What a form says about a connection. `custom_attributes` are for instances that have them on, which this one hasn't. */
export function connectionPatch(params: Params): ConnectionPatch {
  return {
    name: params.string('name') || undefined,
    domains: params.list('domains'),
    active: flag(params, 'active'),
    syncUserAttributes: flag(params, 'sync_user_attributes'),
    disableAdditionalIdentifications: flag(params, 'disable_additional_identifications'),
    saml: samlInput(params),
    oidc: oidcInput(params),
  }
}

function samlInput(params: Params): SamlInput {
  const one = params.string('saml_idp_certificate')
  const several = params.list('saml_idp_certificates')
  return {
    idpEntityId: text(params, 'saml_idp_entity_id'),
    idpSsoUrl: text(params, 'saml_idp_sso_url'),
    idpCertificates: several.length ? several : one === undefined ? undefined : [one].filter(Boolean),
    idpMetadataUrl: url(params, 'saml_idp_metadata_url'),
    idpMetadata: text(params, 'saml_idp_metadata'),
    attributeMapping: attributeMapping(params),
    allowSubdomains: flag(params, 'saml_allow_subdomains'),
    allowIdpInitiated: flag(params, 'saml_allow_idp_initiated'),
    forceAuthn: flag(params, 'saml_force_authn'),
  }
}

function oidcInput(params: Params): OidcInput {
  return {
    clientId: text(params, 'oidc_client_id'),
    clientSecret: text(params, 'oidc_client_secret'),
    discoveryUrl: url(params, 'oidc_discovery_url'),
    authUrl: url(params, 'oidc_auth_url'),
    tokenUrl: url(params, 'oidc_token_url'),
    userInfoUrl: url(params, 'oidc_user_info_url'),
    requiresPkce: flag(params, 'oidc_requires_pkce'),
  }
}

function attributeMapping(params: Params): SamlInput['attributeMapping'] {
  const given = params.object('saml_attribute_mapping')
  const name = (key: string) => typeof given?.[key] === 'string' ? given[key] : undefined
  return given && { userId: name('user_id'), emailAddress: name('email_address'), firstName: name('first_name'), lastName: name('last_name') }
}

/** An empty field is null on the wire (facts §D). */
function text(params: Params, name: string): string | null | undefined {
  const value = params.string(name)
  return value === undefined ? undefined : value.trim() || null
}

function url(params: Params, name: string): string | null | undefined {
  const value = text(params, name)
  if (value && (!URL.canParse(value) || !['http:', 'https:'].includes(new URL(value).protocol))) throw invalidParam(name, `${name} must be a valid url.`)
  return value
}

function flag(params: Params, name: string): boolean | undefined {
  return params.string(name) ? params.boolean(name) : undefined
}
