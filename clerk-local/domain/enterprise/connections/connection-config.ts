import type { Context } from '../../../core/context.ts'
import type { AttributeMapping, EnterpriseConnection, LoginHint, OidcConfig, SamlConfig } from '../../../core/entities/index.ts'
import { clerkError, missingParam } from '../../../core/errors.ts'
import { readIdpMetadata } from './saml-metadata.ts'

/** A SAML configuration as given; what is absent stays, null empties. */
export interface SamlInput {
  idpEntityId?: string | null
  idpSsoUrl?: string | null
  idpCertificates?: string[]
  idpMetadataUrl?: string | null
  idpMetadata?: string | null
  attributeMapping?: { [Name in keyof AttributeMapping]?: string | null }
  allowSubdomains?: boolean
  allowIdpInitiated?: boolean
  forceAuthn?: boolean
  loginHint?: LoginHint
}

/** An OIDC configuration as given; what is absent stays, null empties. */
export type OidcInput = Partial<Omit<OidcConfig, 'id'>>

/** A SAML configuration with nothing in it; providers' names of attributes are Clerk's defaults. */
export function emptySaml(ctx: Context): SamlConfig {
  return {
    id: ctx.store.id('samlc'), idpEntityId: null, idpSsoUrl: null, idpCertificates: [], idpMetadataUrl: null, idpMetadata: null,
    attributeMapping: { userId: 'sub', emailAddress: 'mail', firstName: 'firstName', lastName: 'lastName' },
    allowSubdomains: false, allowIdpInitiated: false, forceAuthn: false, loginHint: { mode: 'email_address' },
  }
}

/** An OIDC configuration with nothing in it. */
export function emptyOidc(ctx: Context): OidcConfig {
  return { id: ctx.store.id('oauthc'), clientId: null, clientSecret: null, discoveryUrl: null, authUrl: null, tokenUrl: null, userInfoUrl: null, requiresPkce: false }
}

/** The configuration with what was given. Metadata fills entity, address and certificates; a metadata url isn't fetched, the local provider's stand in. */
export function withSaml(ctx: Context, saml: SamlConfig, input: SamlInput): SamlConfig {
  const { attributeMapping, ...given } = input
  const mapping = Object.fromEntries(Object.entries(attributeMapping ?? {}).filter(([, name]) => name))
  const next = { ...saml, ...defined(given), attributeMapping: { ...saml.attributeMapping, ...mapping } }
  if (input.idpMetadata) {
    const { certificates, ...read } = readIdpMetadata(input.idpMetadata)
    return { ...next, ...read, idpCertificates: certificates }
  }
  if (!input.idpMetadataUrl) return next
  return { ...next, idpEntityId: input.idpEntityId ?? input.idpMetadataUrl, idpSsoUrl: input.idpSsoUrl ?? `${ctx.url}/idp` }
}

/** The configuration with what was given. */
export function withOidc(oidc: OidcConfig, input: OidcInput): OidcConfig {
  return { ...oidc, ...defined(input) }
}

/** 422 when a connection lacks what it needs to be active (error index, SAMLConnectionCantBeActivated). */
export function requireConfigured({ saml, oidc }: EnterpriseConnection): void {
  if (saml) {
    const certified = saml.idpCertificates.length > 0 || saml.idpMetadataUrl
    const missing = [!saml.idpEntityId && 'idp_entity_id', !saml.idpSsoUrl && 'idp_sso_url', !certified && 'idp_certificate'].filter(Boolean)
    if (missing.length) throw clerkError(422, 'saml_connection_cant_be_activated', 'SAML Connection can\'t be activated', `You have to provide the ${missing.join(', ')} before you are able to activate this connection.`)
  }
  if (oidc && !oidc.clientId) throw missingParam('oidc_client_id')
  if (oidc && !oidc.discoveryUrl && !(oidc.authUrl && oidc.tokenUrl)) throw missingParam('oidc_discovery_url')
}

function defined<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T
}
