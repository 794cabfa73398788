import type { EnterpriseAccountConnectionObject, EnterpriseAccountObject, EnterpriseConnectionObject, OauthConfigObject, SamlConnectionObject, TestRunObject } from '../../contract/objects/organizations/enterprise.ts'
import type { Context } from '../../core/context.ts'
import type { EnterpriseAccount, EnterpriseConnection, EnterpriseTestRun, OidcConfig, SamlConfig } from '../../core/entities/index.ts'
import { certificateOf } from '../../domain/enterprise/connections/saml-metadata.ts'
import { externalObject, externalStrategy } from '../../domain/enterprise/protocols.ts'
import type { Side } from './organization.ts'

/** A connection to an identity provider. The Frontend API leaves out what isn't set (its strings are never null). */
export function enterpriseConnectionJson(ctx: Context, connection: EnterpriseConnection, side: Side): EnterpriseConnectionObject {
  const { id, name, provider, domains, active, saml, oidc } = connection
  const trim = <T extends object>(value: T) => side === 'frontend' ? withoutNulls(value) : value
  return {
    object: 'enterprise_connection',
    id,
    name,
    provider,
    logo_public_url: null,
    active,
    authenticatable: connection.authenticatable,
    disable_jit_provisioning: connection.disableJitProvisioning,
    domains,
    ...trim({ organization_id: connection.organizationId }),
    sync_user_attributes: connection.syncUserAttributes,
    disable_additional_identifications: connection.disableAdditionalIdentifications,
    allow_organization_account_linking: connection.allowOrganizationAccountLinking,
    custom_attributes: connection.customAttributes.map(({ name, key, ssoPath = '', scimPath = '', multiValued }) =>
      ({ name, key, sso_path: ssoPath, scim_path: scimPath, directory_path: scimPath, multi_valued: multiValued })),
    ...trim({ saml_connection: saml && trim(samlJson(ctx, connection, saml)), oauth_config: oidc && trim(oidcJson(ctx, connection, oidc, side)) }),
    created_at: connection.createdAt,
    updated_at: connection.updatedAt,
  }
}

function samlJson(ctx: Context, { name, active }: EnterpriseConnection, saml: SamlConfig): SamlConnectionObject {
  const certificates = saml.idpCertificates.map(certificateOf)
  const api = `${ctx.url}/frontend/v1/saml`
  return {
    id: saml.id,
    name,
    active,
    idp_entity_id: saml.idpEntityId,
    idp_sso_url: saml.idpSsoUrl,
    idp_certificate: certificates[0]?.certificate ?? null,
    idp_certificate_issued_at: certificates[0]?.issuedAt ?? null,
    idp_certificate_expires_at: certificates[0]?.expiresAt ?? null,
    idp_certificates: certificates.map(({ certificate, issuedAt, expiresAt }) => ({ certificate, issued_at: issuedAt, expires_at: expiresAt })),
    idp_metadata_url: saml.idpMetadataUrl,
    acs_url: `${api}/acs/${saml.id}`,
    sp_entity_id: `${api}/${saml.id}`,
    sp_metadata_url: `${api}/metadata/${saml.id}.xml`,
    allow_subdomains: saml.allowSubdomains,
    allow_idp_initiated: saml.allowIdpInitiated,
    force_authn: saml.forceAuthn,
    login_hint: saml.loginHint,
  }
}

function oidcJson(ctx: Context, connection: EnterpriseConnection, oidc: OidcConfig, side: Side): OauthConfigObject {
  return {
    id: oidc.id,
    name: connection.name,
    provider_key: connection.provider,
    client_id: oidc.clientId,
    discovery_url: oidc.discoveryUrl,
    auth_url: oidc.authUrl,
    token_url: oidc.tokenUrl,
    user_info_url: oidc.userInfoUrl,
    ...(side === 'frontend' && { redirect_uri: `${ctx.url}/frontend/v1/oauth_callback` }),
    requires_pkce: oidc.requiresPkce,
    logo_public_url: null,
    created_at: connection.createdAt,
    updated_at: connection.updatedAt,
  }
}

/** One try of a connection with what went over the wire. */
export function testRunJson(run: EnterpriseTestRun): TestRunObject {
  const { identity, answer } = run
  return {
    id: run.id,
    status: run.status,
    connection_type: run.connectionType,
    parsed_user_info: identity && withoutNulls({
      email_address: identity.emailAddress, first_name: identity.firstName, last_name: identity.lastName, user_id: identity.providerUserId,
    }),
    logs: run.logs.map(({ code, message, long_message }) => ({ level: 'error', code, short_message: message, message: long_message })),
    saml: run.connectionType === 'saml' ? { saml_request: run.request, relay_state: run.id, ...(answer && { saml_response: answer }) } : null,
    oauth: run.connectionType === 'oauth' ? { ...(answer && { id_token: answer, user_info: JSON.stringify(identity) }) } : null,
    created_at: run.createdAt,
  }
}

/** A user's account at an identity provider. */
export function enterpriseAccountJson(ctx: Context, account: EnterpriseAccount): EnterpriseAccountObject {
  const connection = ctx.store.enterpriseConnections.get(account.connectionId)
  return {
    object: 'enterprise_account',
    id: account.id,
    protocol: account.protocol,
    provider: account.provider,
    active: connection?.active ?? false,
    email_address: account.emailAddress,
    first_name: account.firstName,
    last_name: account.lastName,
    provider_user_id: account.providerUserId,
    enterprise_connection_id: connection?.id ?? null,
    public_metadata: account.publicMetadata,
    verification: { object: externalObject(account.protocol), status: 'verified', strategy: externalStrategy(account.protocol), attempts: null, expire_at: account.createdAt },
    enterprise_connection: connection ? accountConnectionJson(connection) : null,
    last_authenticated_at: account.lastAuthenticatedAt,
  }
}

function accountConnectionJson(connection: EnterpriseConnection): EnterpriseAccountConnectionObject {
  return {
    id: connection.id,
    protocol: connection.saml ? 'saml' : 'oauth',
    provider: connection.provider,
    name: connection.name,
    logo_public_url: null,
    domain: connection.domains[0] ?? '',
    domains: connection.domains,
    active: connection.active,
    sync_user_attributes: connection.syncUserAttributes,
    allow_subdomains: connection.saml?.allowSubdomains ?? false,
    allow_idp_initiated: connection.saml?.allowIdpInitiated ?? false,
    disable_additional_identifications: connection.disableAdditionalIdentifications,
    created_at: connection.createdAt,
    updated_at: connection.updatedAt,
  }
}

function withoutNulls<T extends object>(value: T): { [Name in keyof T]: Exclude<T[Name], null> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null && item !== undefined)) as { [Name in keyof T]: Exclude<T[Name], null> }
}
