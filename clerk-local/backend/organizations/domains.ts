import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { DomainAnswers, domainOperations } from '../../contract/backend/domains.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import type { OrganizationDomain } from '../../core/entities/index.ts'
import { invalidParam } from '../../core/errors.ts'
import { changeEnrollmentMode, createDomain, deleteDomain, filterDomains, requireDomain } from '../../domain/domains/domains.ts'
import { byHand, overrideOwnership, setAffiliation } from '../../domain/domains/proofs.ts'
import { domainJson } from '../../formatters/organizations/domain.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { organizationById } from './organizations.ts'
import { ordered, page, queryFlag, queryList, readBody } from '../request.ts'

const createBody = z.strictObject({ name: z.string(), enrollment_mode: z.string().nullish(), verified: z.boolean().nullish() })
// The SDK's type allows more fields than the specification; they are ignored, as there.
const updateBody = z.object({ enrollment_mode: z.string().nullish(), verified: z.boolean().nullish() })
const orders = { created_at: (d: OrganizationDomain) => d.createdAt, name: (d: OrganizationDomain) => d.name }

/** Domains of an organization, and of the whole instance. The secret key proves what members have to prove. */
export const domainHandlers = (ctx: Context): Handlers<Call, typeof domainOperations, DomainAnswers> => {
  const json = (domain: OrganizationDomain) => domainJson(ctx, domain, 'no record')
  const domainOf = (path: { organization_id: string, domain_id: string }) => requireDomain(ctx, organizationById(ctx, path.organization_id).id, path.domain_id)
  const modes = (c: Call) => queryList(c, 'enrollment_mode').flatMap(text => text.split(','))
  return {
    async CreateOrganizationDomain(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const body = await readBody(c, createBody)
      return json(createDomain(ctx, id, { name: body.name, enrollmentMode: body.enrollment_mode ?? undefined, affiliation: body.verified === false ? undefined : byHand }))
    },

    ListOrganizationDomains(c, { organization_id }) {
      const { id } = organizationById(ctx, organization_id)
      const rows = filterDomains(ctx.store.domains.by('organizationId', id), { verified: queryFlag(c, 'verified'), modes: modes(c) })
      return { data: page(c, rows).map(json), total_count: rows.length }
    },

    async UpdateOrganizationDomain(c, path) {
      const domain = domainOf(path)
      const body = await readBody(c, updateBody)
      if (body.enrollment_mode && body.enrollment_mode !== domain.enrollmentMode) changeEnrollmentMode(ctx, domain, body.enrollment_mode)
      if (body.verified !== undefined && body.verified !== null) setAffiliation(ctx, domain, body.verified)
      return json(domain)
    },

    DeleteOrganizationDomain: (_, path) => deletedJson('organization_domain', deleteDomain(ctx, domainOf(path))),

    VerifyOrganizationDomainOwnership: (_, path) => json(overrideOwnership(ctx, domainOf(path))),

    ListAllOrganizationDomains(c) {
      const organizationId = c.req.query('organization_id')
      const query = c.req.query('query')
      if (query !== undefined && !query.trim()) throw invalidParam('query', 'query must not be empty.')
      const asked = query?.trim().toLowerCase()
      const names = queryList(c, 'domains')
      const found = ctx.store.domains.filter(d => (!organizationId || d.organizationId === organizationId)
        && (!names.length || names.includes(d.name))
        && (!asked || (query?.startsWith('org_') ? d.organizationId === query : d.name.includes(asked))))
      const rows = filterDomains(found, { verified: queryFlag(c, 'verified'), modes: modes(c) }).reverse()
      return { data: page(c, ordered(c, rows, orders)).map(json), total_count: rows.length }
    },
  }
}
