import type { DomainAnswers, domainOperations } from '../../contract/frontend/domains.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { domainJson } from '../../formatters/domain.ts'
import { type FrontendContext, listed, single } from '../request.ts'
import { member } from './organizations.ts'

/** Verified domains and enterprise connections of an organization. */
export const domainHandlers = (ctx: Context): Handlers<FrontendContext, typeof domainOperations, DomainAnswers> => ({
  ListOrganizationDomains(c) {
    const { organization } = member(ctx, c, 'org:sys_domains:read')
    const params = c.get('params')
    const verified = params.boolean('verified')
    const mode = params.string('enrollment_mode')
    const rows = ctx.store.domains.by('organizationId', organization.id).filter(d =>
      (!mode || d.enrollmentMode === mode) && (verified === undefined || (d.affiliationVerification?.status === 'verified') === verified)).reverse()
    return listed(c, rows, d => domainJson(ctx, d))
  },

  listOrganizationEnterpriseConnections(c) {
    member(ctx, c)
    return single([])
  },
})
