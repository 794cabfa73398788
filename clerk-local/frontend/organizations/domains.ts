import type { DomainAnswers, domainOperations } from '../../contract/frontend/domains.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { OrganizationDomain } from '../../core/entities/index.ts'
import { ClerkError, clerkError, missingParam } from '../../core/errors.ts'
import { changeEnrollmentMode, createDomain, deleteDomain, filterDomains, requireDomain, requireDomainsEnabled } from '../../domain/domains/domains.ts'
import { attemptAffiliation, attemptOwnership, prepareAffiliation, prepareOwnership, requireSelfServe } from '../../domain/domains/proofs.ts'
import { permissionsOfRole } from '../../domain/organizations/roles.ts'
import { domainJson } from '../../formatters/organizations/domain.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { type FrontendContext, listed, mutated } from '../request.ts'
import { member } from './organizations.ts'

/** At most this many at once (frontend-api.yml, create in bulk). */
const bulkLimit = 10

/** Domains of an organization and their proofs. */
export const domainHandlers = (ctx: Context): Handlers<FrontendContext, typeof domainOperations, DomainAnswers> => {
  /** The domain of the path, for those who may manage it; the answer shows it as `change` left it. */
  function changing(c: FrontendContext, domainId: string, change: (domain: OrganizationDomain) => OrganizationDomain) {
    const { client, organization } = manager(c)
    const domain = change(requireDomain(ctx, organization.id, domainId))
    return mutated(ctx, c, client, domainJson(ctx, domain, 'whole record'))
  }

  function manager(c: FrontendContext) {
    const caller = member(ctx, c, 'org:sys_domains:manage')
    requireDomainsEnabled(ctx)
    return caller
  }

  function reader(c: FrontendContext) {
    const caller = member(ctx, c, 'org:sys_domains:read')
    requireDomainsEnabled(ctx)
    const manages = permissionsOfRole(ctx, caller.membership.role, caller.organization.id).includes('org:sys_domains:manage')
    return { ...caller, json: (domain: OrganizationDomain) => domainJson(ctx, domain, manages ? 'whole record' : 'record name') }
  }

  /** What worked and, by name or id, what didn't: each wish stands alone. */
  function inBulk<Failed>(c: FrontendContext, param: string, wish: (organizationId: string, text: string) => OrganizationDomain, failed: (text: string, code: string) => Failed, limit = Infinity) {
    const { client, organization } = manager(c)
    requireSelfServe(ctx)
    const texts = [...new Set(c.get('params').list(param))]
    if (!texts.length) throw missingParam(param)
    if (texts.length > limit) throw clerkError(400, 'bulk_size_exceeded', 'bulk size exceeded', `You can't send more than ${limit} ${param} at once.`)
    const data = []
    const errors: Failed[] = []
    for (const text of texts) {
      try {
        data.push(domainJson(ctx, wish(organization.id, text), 'whole record'))
      }
      catch (error) {
        if (!(error instanceof ClerkError)) throw error
        errors.push(failed(text, error.errors[0]?.code ?? 'internal_clerk_error'))
      }
    }
    return mutated(ctx, c, client, { data, errors })
  }

  const byId = (id: string, code: string) => ({ id, code })

  return {
    ListOrganizationDomains(c) {
      const { organization, json } = reader(c)
      const params = c.get('params')
      const rows = filterDomains(ctx.store.domains.by('organizationId', organization.id), { verified: params.boolean('verified'), modes: params.list('enrollment_mode') })
      return listed(c, rows, json)
    },

    CreateOrganizationDomain(c) {
      const { client, organization } = manager(c)
      const params = c.get('params')
      const domain = createDomain(ctx, organization.id, { name: params.required('name'), enrollmentMode: params.string('enrollment_mode') || undefined })
      return mutated(ctx, c, client, domainJson(ctx, domain, 'whole record'))
    },

    createOrganizationDomainsBulk(c) {
      const enrollmentMode = c.get('params').string('enrollment_mode') || undefined
      return inBulk(c, 'names', (organizationId, name) => createDomain(ctx, organizationId, { name, enrollmentMode }), (name, code) => ({ name, code }), bulkLimit)
    },

    prepareOrganizationDomainsOwnershipVerification: c =>
      inBulk(c, 'organization_domain_ids', (organizationId, id) => prepareOwnership(ctx, requireDomain(ctx, organizationId, id)), byId),

    attemptOrganizationDomainsOwnershipVerification: c =>
      inBulk(c, 'organization_domain_ids', (organizationId, id) => attemptOwnership(ctx, requireDomain(ctx, organizationId, id)), byId),

    GetOrganizationDomain(c, { domain_id }) {
      const { client, organization, json } = reader(c)
      return mutated(ctx, c, client, json(requireDomain(ctx, organization.id, domain_id)))
    },

    deleteOrganizationDomain(c, { domain_id }) {
      const { client, organization } = member(ctx, c, 'org:sys_domains:manage')
      const domain = deleteDomain(ctx, requireDomain(ctx, organization.id, domain_id))
      return mutated(ctx, c, client, deletedJson('organization_domain', domain))
    },

    UpdateOrganizationDomainEnrollmentMode: (c, { domain_id }) => changing(c, domain_id, (domain) => {
      const params = c.get('params')
      return changeEnrollmentMode(ctx, domain, params.required('enrollment_mode'), params.boolean('delete_pending'))
    }),

    prepareOrganizationDomainVerification: (c, { domain_id }) =>
      changing(c, domain_id, domain => prepareAffiliation(ctx, domain, c.get('params').required('affiliation_email_address'))),

    attemptOrganizationDomainVerification: (c, { domain_id }) =>
      changing(c, domain_id, domain => attemptAffiliation(ctx, domain, c.get('params').required('code'))),

    prepareOrganizationDomainOwnershipVerification: (c, { domain_id }) => changing(c, domain_id, domain => prepareOwnership(ctx, domain)),

    attemptOrganizationDomainOwnershipVerification: (c, { domain_id }) => changing(c, domain_id, domain => attemptOwnership(ctx, domain)),
  }
}
