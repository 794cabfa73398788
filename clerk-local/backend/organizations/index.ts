import type { Hono } from 'hono'
import { domainOperations } from '../../contract/backend/domains.ts'
import { invitationOperations } from '../../contract/backend/invitations.ts'
import { membershipOperations } from '../../contract/backend/memberships.ts'
import { organizationOperations } from '../../contract/backend/organizations.ts'
import { roleSetOperations } from '../../contract/backend/role-sets.ts'
import { roleOperations } from '../../contract/backend/roles.ts'
import type { Context } from '../../core/context.ts'
import { register } from '../../core/register.ts'
import { requireOrganizationsEnabled } from '../../domain/organizations/organizations.ts'
import { domainHandlers } from './domains.ts'
import { invitationHandlers } from './invitations.ts'
import { membershipHandlers } from './memberships.ts'
import { organizationHandlers } from './organizations.ts'
import { roleSetHandlers } from './role-sets.ts'
import { roleHandlers } from './roles.ts'

/** Organizations, their people, domains and roles; refused where the instance has no organizations, but for roles. */
export function registerOrganizations(app: Hono, ctx: Context): void {
  for (const path of ['/organizations/*', '/organization_memberships', '/organization_invitations', '/organization_domains']) {
    app.use(path, async (_, next) => {
      requireOrganizationsEnabled(ctx)
      await next()
    })
  }
  register(app, organizationOperations, organizationHandlers(ctx))
  register(app, membershipOperations, membershipHandlers(ctx))
  register(app, invitationOperations, invitationHandlers(ctx))
  register(app, domainOperations, domainHandlers(ctx))
  register(app, roleOperations, roleHandlers(ctx))
  register(app, roleSetOperations, roleSetHandlers(ctx))
}
