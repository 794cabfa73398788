import type { Context } from '../../../core/context.ts'
import type { EnterpriseConnection, EnterpriseProvider } from '../../../core/entities/index.ts'
import { notFound, paramError } from '../../../core/errors.ts'
import { checkDomainName } from '../../domains/domain-names.ts'
import { deleteDomain, isProven } from '../../domains/domains.ts'
import { requireOrganization, withoutUndefined } from '../../organizations/organizations.ts'
import { emptyOidc, emptySaml, type OidcInput, requireConfigured, type SamlInput, withOidc, withSaml } from './connection-config.ts'
import { servesDomain } from './matching.ts'

/** Identity providers that a connection can be made for (both specifications). */
export const providers = ['saml_custom', 'saml_okta', 'saml_google', 'saml_microsoft', 'oidc_custom', 'oidc_github_enterprise', 'oidc_gitlab'] as const satisfies EnterpriseProvider[]

/** What may be changed of a connection. */
export type ConnectionPatch = Partial<Pick<EnterpriseConnection,
  'name' | 'domains' | 'organizationId' | 'active' | 'authenticatable' | 'disableJitProvisioning' | 'syncUserAttributes' | 'disableAdditionalIdentifications'
  | 'allowOrganizationAccountLinking' | 'customAttributes'>> & { saml?: SamlInput, oidc?: OidcInput }

/** A new connection. */
export type ConnectionInput = ConnectionPatch & { name: string, provider: EnterpriseProvider, domains: string[] }

/** By id, or 404. */
export function requireConnection(ctx: Context, id: string): EnterpriseConnection {
  const connection = ctx.store.enterpriseConnections.get(id)
  if (!connection) throw notFound(`No enterprise connection was found with id ${id}.`)
  return connection
}

/** By the id of its SAML half, which its addresses carry; or 404. */
export function requireSamlConnection(ctx: Context, samlId: string): EnterpriseConnection {
  const connection = ctx.store.enterpriseConnections.find(c => c.saml?.id === samlId)
  if (!connection) throw notFound(`No SAML connection was found with id ${samlId}.`)
  return connection
}

/** Connections, newest first. */
export function listConnections(ctx: Context, filter: { organizationId?: string, active?: boolean } = {}): EnterpriseConnection[] {
  return ctx.store.enterpriseConnections.filter(c =>
    (filter.organizationId === undefined || c.organizationId === filter.organizationId)
    && (filter.active === undefined || c.active === filter.active)).reverse()
}

/** Adds a connection; inactive unless told. */
export function createConnection(ctx: Context, input: ConnectionInput): EnterpriseConnection {
  const now = ctx.store.now()
  const saml = input.provider.startsWith('saml_') ? emptySaml(ctx) : null
  const draft: EnterpriseConnection = {
    id: ctx.store.id('entconn'), name: '', provider: input.provider, domains: [], organizationId: null, active: false, authenticatable: true, disableJitProvisioning: false,
    syncUserAttributes: true, disableAdditionalIdentifications: false, allowOrganizationAccountLinking: false, customAttributes: [],
    saml, oidc: saml ? null : emptyOidc(ctx), createdAt: now, updatedAt: now,
  }
  const connection = ctx.store.enterpriseConnections.insert(patched(ctx, draft, input))
  if (connection.active) makeRoom(ctx, connection)
  return connection
}

/** Changes what is given; all of it is checked first. No domains given, or an empty list, leaves them (backend-api.yml). */
export function updateConnection(ctx: Context, connection: EnterpriseConnection, patch: ConnectionPatch): EnterpriseConnection {
  const next = patched(ctx, connection, patch)
  ctx.store.enterpriseConnections.update(connection.id, { ...next, updatedAt: ctx.store.now() })
  if (connection.active) makeRoom(ctx, connection)
  return connection
}

/** Removes a connection. The accounts it made stay with their users, without a connection (facts §A8). */
export function deleteConnection(ctx: Context, connection: EnterpriseConnection): EnterpriseConnection {
  for (const run of ctx.store.enterpriseTestRuns.by('connectionId', connection.id)) ctx.store.enterpriseTestRuns.delete(run.id)
  for (const flow of ctx.store.enterpriseFlows.filter(f => f.connectionId === connection.id)) ctx.store.enterpriseFlows.delete(flow.id)
  ctx.store.enterpriseConnections.delete(connection.id)
  return connection
}

function patched(ctx: Context, connection: EnterpriseConnection, { saml, oidc, ...patch }: ConnectionPatch): EnterpriseConnection {
  const next = {
    ...connection,
    ...withoutUndefined(patch),
    domains: patch.domains?.length ? checkDomains(ctx, connection, patch.domains) : connection.domains,
    saml: connection.saml && saml ? withSaml(ctx, connection.saml, saml) : connection.saml,
    oidc: connection.oidc && oidc ? withOidc(connection.oidc, oidc) : connection.oidc,
  }
  if (!next.name.trim()) throw paramError('name', 'form_param_nil', 'Enter name.')
  if (next.name.length > 256) throw paramError('name', 'form_param_max_length_exceeded', 'exceeds maximum length', 'name should not exceed 256 characters.')
  if (patch.organizationId) next.organizationId = requireOrganization(ctx, patch.organizationId).id
  if (next.active) requireConfigured(next)
  return next
}

/** Each domain belongs to one connection of the instance. */
function checkDomains(ctx: Context, connection: EnterpriseConnection, texts: string[]): string[] {
  const domains = [...new Set(texts.map(text => checkDomainName(text, 'domains')))]
  const taken = domains.find(name => ctx.store.enterpriseConnections.find(c => c.id !== connection.id && c.domains.includes(name)))
  if (taken) throw paramError('domains', 'form_identifier_exists', 'already exists', `The domain ${taken} already belongs to an enterprise connection.`)
  return domains
}

/** An active connection has its domains for itself: verified domains that enrol people go (backend-api.yml, UpdateEnterpriseConnection). */
function makeRoom(ctx: Context, connection: EnterpriseConnection): void {
  const rivals = ctx.store.domains.filter(domain => isProven(domain) && domain.enrollmentMode !== 'enterprise_sso' && servesDomain(connection, domain.name))
  for (const domain of rivals) deleteDomain(ctx, domain)
}
