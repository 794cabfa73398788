import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import { notFound } from '../core/errors.ts'
import { instanceId } from '../core/keys.ts'
import { organizationSettingsJson } from '../formatters/instance.ts'
import { readBody } from './request.ts'

const settingsBody = z.strictObject({
  enabled: z.boolean().nullish(),
  max_allowed_memberships: z.int().min(0).nullish(),
  admin_delete_enabled: z.boolean().nullish(),
  domains_enabled: z.boolean().nullish(),
  slug_disabled: z.boolean().nullish(),
  domains_enrollment_modes: z.array(z.enum(['manual_invitation', 'automatic_invitation', 'automatic_suggestion'])).nullish(),
  creator_role_id: z.string().nullish(),
  domains_default_role_id: z.string().nullish(),
})

/** The instance and its settings of organizations. */
export function instanceRoutes(ctx: Context): Hono {
  const app = new Hono()

  app.get('/instance', c => c.json({ object: 'instance', id: instanceId, workspace_id: 'workspace_local', environment_type: 'development', allowed_origins: null }))

  app.get('/instance/organization_settings', c => c.json(organizationSettingsJson(ctx)))

  app.patch('/instance/organization_settings', async (c) => {
    const body = await readBody(c, settingsBody)
    const settings = ctx.settings.organizations
    settings.creatorRole = roleKey(ctx, body.creator_role_id) ?? settings.creatorRole
    settings.defaultRole = roleKey(ctx, body.domains_default_role_id) ?? settings.defaultRole
    settings.enabled = body.enabled ?? settings.enabled
    settings.maxAllowedMemberships = body.max_allowed_memberships ?? settings.maxAllowedMemberships
    settings.adminDeleteEnabled = body.admin_delete_enabled ?? settings.adminDeleteEnabled
    settings.domainsEnabled = body.domains_enabled ?? settings.domainsEnabled
    settings.slugsEnabled = body.slug_disabled === undefined || body.slug_disabled === null ? settings.slugsEnabled : !body.slug_disabled
    settings.domainEnrollmentModes = body.domains_enrollment_modes ?? settings.domainEnrollmentModes
    return c.json(organizationSettingsJson(ctx))
  })

  /** Where deliveries can be seen: the local page stands for Svix's. */
  app.post('/webhooks/svix', c => c.json({ svix_url: `${ctx.url}/webhooks` }))
  app.post('/webhooks/svix_url', c => c.json({ svix_url: `${ctx.url}/webhooks` }))

  return app
}

function roleKey(ctx: Context, id: string | null | undefined): string | undefined {
  if (!id) return undefined
  const role = ctx.store.roles.get(id)
  if (!role) throw notFound('Organization role not found')
  return role.key
}
