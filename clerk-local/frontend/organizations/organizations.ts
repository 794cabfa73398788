import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import { clerkError, organizationNotFound } from '../../core/errors.ts'
import { requirePermission } from '../../domain/organizations/roles.ts'
import { createOrganization, deleteOrganization, updateOrganization } from '../../domain/organizations/organizations.ts'
import { deletedJson, organizationJson } from '../../formatters/organization.ts'
import { answer, type FrontendContext, type FrontendEnv, read, requireLiveSession, uploadedImage } from '../request.ts'

/** Organizations as their members see and change them. */
export function organizationRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>().basePath('/organizations')

  app.post('/', (c) => {
    const { client, user } = requireLiveSession(ctx, c)
    if (!user.createOrganizationEnabled) throw clerkError(403, 'organization_create_not_allowed', 'You are not allowed to create organizations.')
    const params = c.get('params')
    const organization = createOrganization(ctx, { name: params.required('name'), slug: params.string('slug'), createdBy: user.id })
    return answer(ctx, c, client, organizationJson(ctx, organization, 'frontend'))
  })

  app.get('/:organization_id', c => read(c, organizationJson(ctx, member(ctx, c).organization, 'frontend')))

  app.patch('/:organization_id', (c) => {
    const { client, organization } = member(ctx, c, 'org:sys_profile:manage')
    const params = c.get('params')
    updateOrganization(ctx, organization.id, { name: params.string('name'), slug: params.string('slug') || undefined })
    return answer(ctx, c, client, organizationJson(ctx, organization, 'frontend'))
  })

  app.delete('/:organization_id', (c) => {
    const { client, organization } = member(ctx, c, 'org:sys_profile:delete')
    if (!organization.adminDeleteEnabled) throw clerkError(403, 'organization_admin_delete_not_enabled', 'Deletion by admin is not enabled for this organization.')
    deleteOrganization(ctx, organization.id)
    return answer(ctx, c, client, deletedJson('organization', organization))
  })

  app.put('/:organization_id/logo', async (c) => {
    const { client, organization } = member(ctx, c, 'org:sys_profile:manage')
    updateOrganization(ctx, organization.id, { image: await uploadedImage(c.get('params')) })
    return answer(ctx, c, client, organizationJson(ctx, organization, 'frontend'))
  })

  app.delete('/:organization_id/logo', (c) => {
    const { client, organization } = member(ctx, c, 'org:sys_profile:manage')
    updateOrganization(ctx, organization.id, { image: null })
    return answer(ctx, c, client, organizationJson(ctx, organization, 'frontend'))
  })

  return app
}

/** The organization of the path, if the caller belongs to it and holds the permissions: 404 for strangers, 403 for members (facts §H). */
export function member(ctx: Context, c: FrontendContext, ...permissions: string[]) {
  const caller = requireLiveSession(ctx, c)
  const organization = ctx.store.organizations.get(c.req.param('organization_id'))
  if (!organization) throw organizationNotFound()
  const membership = requirePermission(ctx, organization.id, caller.user.id, ...permissions)
  return { ...caller, organization, membership }
}
