import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { EnterpriseConnectionAnswers, enterpriseConnectionOperations } from '../contract/backend/enterprise-connections.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { createConnection, deleteConnection, listConnections, providers, requireConnection, updateConnection } from '../domain/enterprise/connections/connections.ts'
import { testRunsOf, testRunUrl } from '../domain/enterprise/connections/test-runs.ts'
import { enterpriseConnectionJson, testRunJson } from '../formatters/organizations/enterprise.ts'
import { deletedJson } from '../formatters/organizations/organization.ts'
import { page, queryFlag, queryList, readBody } from './request.ts'

const text = z.string().nullish()
const flag = z.boolean().nullish().transform(value => value ?? undefined)

const samlBody = z.strictObject({
  name: text,
  idp_entity_id: text,
  idp_sso_url: text,
  idp_certificate: text,
  idp_certificates: z.array(z.string()).nullish(),
  idp_metadata_url: z.url({ protocol: /^https?$/ }).nullish(),
  idp_metadata: text,
  attribute_mapping: z.strictObject({ user_id: text, email_address: text, first_name: text, last_name: text }).nullish(),
  allow_subdomains: flag,
  allow_idp_initiated: flag,
  force_authn: flag,
  login_hint: z.strictObject({ mode: z.enum(['email_address', 'custom_attribute', 'off']), source: z.string().optional() }).nullish(),
}).transform(({ attribute_mapping: mapping, idp_certificate: certificate, ...saml }) => ({
  idpEntityId: saml.idp_entity_id,
  idpSsoUrl: saml.idp_sso_url,
  idpCertificates: saml.idp_certificates ?? (certificate ? [certificate] : undefined),
  idpMetadataUrl: saml.idp_metadata_url,
  idpMetadata: saml.idp_metadata,
  attributeMapping: mapping ? { userId: mapping.user_id, emailAddress: mapping.email_address, firstName: mapping.first_name, lastName: mapping.last_name } : undefined,
  allowSubdomains: saml.allow_subdomains,
  allowIdpInitiated: saml.allow_idp_initiated,
  forceAuthn: saml.force_authn,
  loginHint: saml.login_hint ?? undefined,
}))

const oidcBody = z.strictObject({ client_id: text, client_secret: text, discovery_url: text, auth_url: text, token_url: text, user_info_url: text, requires_pkce: flag })
  .transform(oidc => ({
    clientId: oidc.client_id, clientSecret: oidc.client_secret, discoveryUrl: oidc.discovery_url, authUrl: oidc.auth_url, tokenUrl: oidc.token_url,
    userInfoUrl: oidc.user_info_url, requiresPkce: oidc.requires_pkce,
  }))

const attributeBody = z.strictObject({
  name: z.string().min(1), key: z.string().regex(/^[^_][A-Za-z0-9_-]*$/), sso_path: z.string().optional(), scim_path: z.string().optional(),
  directory_path: z.string().optional(), multi_valued: z.boolean().optional(),
}).transform(a => ({ name: a.name, key: a.key, ssoPath: a.sso_path, scimPath: a.scim_path ?? a.directory_path, multiValued: a.multi_valued ?? false }))

const settings = {
  organization_id: text,
  active: flag,
  allow_organization_account_linking: flag,
  // These four are in the SDK and not in the specification.
  authenticatable: flag,
  disable_jit_provisioning: flag,
  sync_user_attributes: flag,
  disable_additional_identifications: flag,
  saml: samlBody.nullish(),
  oidc: oidcBody.nullish(),
  custom_attributes: z.array(attributeBody).nullish(),
}
const createBody = z.strictObject({ ...settings, name: z.string(), provider: z.enum(providers), domains: z.array(z.string()).min(1) })
const updateBody = z.strictObject({ ...settings, name: text, provider: text, domains: z.array(z.string()).nullish() })
const runStatuses = ['pending', 'success', 'failed']

/** Enterprise connections of the instance and their test runs. */
export const enterpriseConnectionHandlers = (ctx: Context): Handlers<Call, typeof enterpriseConnectionOperations, EnterpriseConnectionAnswers> => ({
  ListEnterpriseConnections(c) {
    const rows = listConnections(ctx, { organizationId: c.req.query('organization_id'), active: queryFlag(c, 'active') })
    return { data: page(c, rows).map(row => enterpriseConnectionJson(ctx, row, 'backend')), total_count: rows.length }
  },

  async CreateEnterpriseConnection(c) {
    const body = await readBody(c, createBody)
    const connection = createConnection(ctx, { ...patchOf(body), name: body.name, provider: body.provider, domains: body.domains })
    c.status(201)
    return enterpriseConnectionJson(ctx, connection, 'backend')
  },

  GetEnterpriseConnection: (_, { enterprise_connection_id }) => enterpriseConnectionJson(ctx, requireConnection(ctx, enterprise_connection_id), 'backend'),

  async UpdateEnterpriseConnection(c, { enterprise_connection_id }) {
    const connection = requireConnection(ctx, enterprise_connection_id)
    const body = await readBody(c, updateBody)
    updateConnection(ctx, connection, { ...patchOf(body), name: body.name ?? undefined, domains: body.domains ?? undefined })
    return enterpriseConnectionJson(ctx, connection, 'backend')
  },

  DeleteEnterpriseConnection: (_, { enterprise_connection_id }) =>
    deletedJson('enterprise_connection', deleteConnection(ctx, requireConnection(ctx, enterprise_connection_id))),

  ListEnterpriseConnectionTestRuns(c, { enterprise_connection_id }) {
    const statuses = queryList(c, 'status').filter(status => runStatuses.includes(status))
    const rows = testRunsOf(ctx, requireConnection(ctx, enterprise_connection_id), statuses)
    return { data: page(c, rows).map(testRunJson), total_count: rows.length }
  },

  CreateEnterpriseConnectionTestRun: (_, { enterprise_connection_id }) => ({ url: testRunUrl(ctx, requireConnection(ctx, enterprise_connection_id)) }),
})

function patchOf(body: z.output<typeof updateBody> | z.output<typeof createBody>) {
  return {
    organizationId: body.organization_id ?? undefined,
    active: body.active,
    allowOrganizationAccountLinking: body.allow_organization_account_linking,
    authenticatable: body.authenticatable,
    disableJitProvisioning: body.disable_jit_provisioning,
    syncUserAttributes: body.sync_user_attributes,
    disableAdditionalIdentifications: body.disable_additional_identifications,
    saml: body.saml ?? undefined,
    oidc: body.oidc ?? undefined,
    customAttributes: body.custom_attributes ?? undefined,
  }
}
