import type { EnterpriseConnectionAnswers, enterpriseConnectionOperations } from '../../contract/frontend/enterprise-connections.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { Organization, OrganizationMembership, User } from '../../core/entities/index.ts'
import { clerkError, missingParam, notFound, organizationNotFound, paramError } from '../../core/errors.ts'
import { domainOf } from '../../domain/domains/domain-names.ts'
import { requireSelfServe } from '../../domain/domains/proofs.ts'
import { createConnection, deleteConnection, listConnections, providers, requireConnection, updateConnection } from '../../domain/enterprise/connections/connections.ts'
import { connectionsOfAddress, servesDomain } from '../../domain/enterprise/connections/matching.ts'
import { testRunsOf, testRunUrl } from '../../domain/enterprise/connections/test-runs.ts'
import { requireSignUp } from '../../domain/people/sign-up/sign-ups.ts'
import { permissionsOfRole, requirePermission } from '../../domain/organizations/roles.ts'
import { enterpriseConnectionJson, testRunJson } from '../../formatters/organizations/enterprise.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { primaryEmail } from '../../formatters/people/user.ts'
import { member } from '../organizations/organizations.ts'
import { type FrontendContext, listed, mutated, requireClient, requireLiveSession, single } from '../request.ts'
import { connectionPatch } from './connection-params.ts'

const manage = 'org:sys_entconns:manage'

/** Self-serve single sign-on, as the Security tab uses it. The `me` twins are deprecated and act on the organization they name, or on the active one. */
export const enterpriseConnectionHandlers = (ctx: Context): Handlers<FrontendContext, typeof enterpriseConnectionOperations, EnterpriseConnectionAnswers> => {
  type Manager = ReturnType<typeof manager>

  function manager(c: FrontendContext) {
    requireSelfServe(ctx)
    return member(ctx, c, manage)
  }

  function mine(c: FrontendContext) {
    requireSelfServe(ctx)
    const caller = requireLiveSession(ctx, c)
    const organization = ctx.store.organizations.get(c.get('params').string('organization_id') || caller.session.lastActiveOrganizationId)
    if (!organization) throw organizationNotFound()
    return { ...caller, organization, membership: requirePermission(ctx, organization.id, caller.user.id, manage) }
  }

  function create(c: FrontendContext, { client, organization, user }: Manager) {
    const params = c.get('params')
    const text = params.required('provider')
    const provider = providers.find(p => p === text)
    if (!provider) throw paramError('provider', 'form_param_value_invalid', 'is invalid', `${text} does not match one of the allowed values for parameter provider`)
    const patch = connectionPatch(params)
    if (!patch.domains?.length) throw missingParam('domains')
    requireOwnDomains(ctx, organization, patch.domains)
    const connection = createConnection(ctx, {
      ...patch, provider, domains: patch.domains, organizationId: organization.id, name: patch.name ?? (domainOf(primaryEmail(user) ?? '') || organization.name),
    })
    c.status(201)
    return mutated(ctx, c, client, enterpriseConnectionJson(ctx, connection, 'frontend'))
  }

  function update(c: FrontendContext, { client, organization }: Manager, id: string) {
    const connection = ownConnection(ctx, organization, id)
    const patch = connectionPatch(c.get('params'))
    requireOwnDomains(ctx, organization, patch.domains ?? [])
    return mutated(ctx, c, client, enterpriseConnectionJson(ctx, updateConnection(ctx, connection, patch), 'frontend'))
  }

  const remove = (c: FrontendContext, { client, organization }: Manager, id: string) =>
    mutated(ctx, c, client, deletedJson('enterprise_connection', deleteConnection(ctx, ownConnection(ctx, organization, id))))

  const runs = (c: FrontendContext, { organization }: Manager, id: string) =>
    listed(c, testRunsOf(ctx, ownConnection(ctx, organization, id), c.get('params').list('status')), testRunJson)

  const run = (c: FrontendContext, { client, organization }: Manager, id: string) =>
    mutated(ctx, c, client, { url: testRunUrl(ctx, ownConnection(ctx, organization, id)) })

  return {
    /** Who may manage sees all, finished or not (Clerk UI's Security tab lists both); others the active ones that serve them. */
    listOrganizationEnterpriseConnections(c) {
      const { organization, membership, user } = member(ctx, c)
      const all = c.get('params').boolean('with_organization_account_linking') === true
      const rows = listConnections(ctx, { organizationId: organization.id }).filter(row => mayManage(ctx, membership) || (row.active && (all || servesUser(ctx, row.id, user))))
      return single(rows.map(row => enterpriseConnectionJson(ctx, row, 'frontend')))
    },
    createOrganizationEnterpriseConnection: c => create(c, manager(c)),
    updateOrganizationEnterpriseConnection: (c, path) => update(c, manager(c), path.enterprise_connection_id),
    deleteOrganizationEnterpriseConnection: (c, path) => remove(c, manager(c), path.enterprise_connection_id),
    listOrganizationEnterpriseConnectionTestRuns: (c, path) => runs(c, manager(c), path.enterprise_connection_id),
    createOrganizationEnterpriseConnectionTestRun: (c, path) => run(c, manager(c), path.enterprise_connection_id),

    getMeEnterpriseConnections(c) {
      const { user } = requireLiveSession(ctx, c)
      return single(listConnections(ctx, { active: true }).filter(row => servesUser(ctx, row.id, user)).map(row => enterpriseConnectionJson(ctx, row, 'frontend')))
    },
    createMeEnterpriseConnection: c => create(c, mine(c)),
    updateMeEnterpriseConnection: (c, path) => update(c, mine(c), path.enterprise_connection_id),
    deleteMeEnterpriseConnection: (c, path) => remove(c, mine(c), path.enterprise_connection_id),
    listMeEnterpriseConnectionTestRuns: (c, path) => runs(c, mine(c), path.enterprise_connection_id),
    createMeEnterpriseConnectionTestRun: (c, path) => run(c, mine(c), path.enterprise_connection_id),

    getSignUpEnterpriseConnections(c, { sign_up_id }) {
      const { emailAddress } = requireSignUp(ctx, requireClient(ctx, c), sign_up_id)
      return single(connectionsOfAddress(ctx, emailAddress ?? '').map(({ id, name, provider }) => ({ id, name, provider, logo_public_url: null })))
    },
  }
}

const mayManage = (ctx: Context, membership: OrganizationMembership) => permissionsOfRole(ctx, membership.role, membership.organizationId).includes(manage)

function servesUser(ctx: Context, connectionId: string, user: User): boolean {
  const email = primaryEmail(user)
  return email !== null && servesDomain(requireConnection(ctx, connectionId), domainOf(email))
}

function ownConnection(ctx: Context, organization: Organization, id: string) {
  const connection = requireConnection(ctx, id)
  if (connection.organizationId !== organization.id) throw notFound(`No enterprise connection was found with id ${id}.`)
  return connection
}

/** Each domain is the organization's, owned and meant for single sign-on (frontend-api.yml, create an enterprise connection). */
function requireOwnDomains(ctx: Context, organization: Organization, names: string[]): void {
  for (const text of names) {
    const domain = ctx.store.domains.by('name', text.trim().toLowerCase()).find(d => d.organizationId === organization.id)
    if (domain?.ownershipVerification?.status !== 'verified' || domain.enrollmentMode !== 'enterprise_sso') {
      throw clerkError(422, 'form_param_value_invalid', 'is invalid', `${text} is not a domain of the organization with verified ownership and the enrollment mode enterprise_sso.`, { param_name: 'domains' })
    }
  }
}
