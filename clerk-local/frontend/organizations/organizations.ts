import type { OrganizationAnswers, organizationOperations } from '../../contract/frontend/organizations.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { clerkError, organizationNotFound } from '../../core/errors.ts'
import { requirePermission } from '../../domain/organizations/roles.ts'
import { createOrganization, deleteOrganization, requireMayCreate, requireOrganizationsEnabled, updateOrganization } from '../../domain/organizations/organizations.ts'
import { deletedJson, organizationJson } from '../../formatters/organizations/organization.ts'
import { type FrontendContext, mutated, requireLiveSession, uploadedImage } from '../request.ts'

/** Organizations as their members see and change them. */
export const organizationHandlers = (ctx: Context): Handlers<FrontendContext, typeof organizationOperations, OrganizationAnswers> => ({
  createOrganization(c) {
    const { client, user } = requireLiveSession(ctx, c)
    requireMayCreate(ctx, user)
    const params = c.get('params')
    const organization = createOrganization(ctx, { name: params.required('name'), slug: params.string('slug'), createdBy: user.id })
    return mutated(ctx, c, client, organizationJson(ctx, organization, 'frontend'))
  },

  getOrganization(c) {
    const { client, organization } = member(ctx, c)
    return mutated(ctx, c, client, organizationJson(ctx, organization, 'frontend'))
  },

  updateOrganization(c) {
    const { client, organization } = member(ctx, c, 'org:sys_profile:manage')
    const params = c.get('params')
    updateOrganization(ctx, organization.id, { name: params.string('name'), slug: params.string('slug') || undefined })
    return mutated(ctx, c, client, organizationJson(ctx, organization, 'frontend'))
  },

  deleteOrganization(c) {
    const { client, organization } = member(ctx, c, 'org:sys_profile:delete')
    if (!organization.adminDeleteEnabled) throw clerkError(403, 'organization_admin_delete_not_enabled', 'admin delete not enabled', 'Deletion by admin is not enabled for this organization.')
    deleteOrganization(ctx, organization.id)
    return mutated(ctx, c, client, deletedJson('organization', organization))
  },

  async updateOrganizationLogo(c) {
    const { client, organization } = member(ctx, c, 'org:sys_profile:manage')
    updateOrganization(ctx, organization.id, { image: await uploadedImage(c.get('params')) })
    return mutated(ctx, c, client, organizationJson(ctx, organization, 'frontend'))
  },

  deleteOrganizationLogo(c) {
    const { client, organization } = member(ctx, c, 'org:sys_profile:manage')
    updateOrganization(ctx, organization.id, { image: null })
    return mutated(ctx, c, client, deletedJson('image', organization))
  },
})

/** The organization of the path, if the caller belongs to it and holds the permissions: 404 for strangers, 403 for members (facts §H). */
export function member(ctx: Context, c: FrontendContext, ...permissions: string[]) {
  requireOrganizationsEnabled(ctx)
  const caller = requireLiveSession(ctx, c)
  // The specification spells the parameter in two ways.
  const organization = ctx.store.organizations.get(c.req.param('organization_id') ?? c.req.param('organizationID'))
  if (!organization) throw organizationNotFound()
  const membership = requirePermission(ctx, organization.id, caller.user.id, ...permissions)
  return { ...caller, organization, membership }
}
