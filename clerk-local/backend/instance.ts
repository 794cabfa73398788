import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { InstanceAnswers, instanceOperations } from '../contract/backend/instance.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { notFound } from '../core/errors.ts'
import { instanceId } from '../core/keys.ts'
import { initialRoleSet, updateRoleSet } from '../domain/roles/role-sets.ts'
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

/** The instance, its settings of organizations, and where webhook deliveries can be seen: the local page stands for Svix's. */
export const instanceHandlers = (ctx: Context): Handlers<Call, typeof instanceOperations, InstanceAnswers> => ({
  GetInstance: () => ({ object: 'instance', id: instanceId, workspace_id: 'workspace_local', environment_type: 'development', allowed_origins: null }),

  GetInstanceOrganizationSettings: () => organizationSettingsJson(ctx),

  async UpdateInstanceOrganizationSettings(c) {
    const body = await readBody(c, settingsBody)
    const settings = ctx.settings.organizations
    updateRoleSet(ctx, initialRoleSet(ctx), { creatorRoleKey: roleKey(ctx, body.creator_role_id), defaultRoleKey: roleKey(ctx, body.domains_default_role_id) })
    settings.enabled = body.enabled ?? settings.enabled
    settings.maxAllowedMemberships = body.max_allowed_memberships ?? settings.maxAllowedMemberships
    settings.adminDeleteEnabled = body.admin_delete_enabled ?? settings.adminDeleteEnabled
    settings.domainsEnabled = body.domains_enabled ?? settings.domainsEnabled
    settings.slugsEnabled = body.slug_disabled === undefined || body.slug_disabled === null ? settings.slugsEnabled : !body.slug_disabled
    settings.domainEnrollmentModes = body.domains_enrollment_modes ?? settings.domainEnrollmentModes
    return organizationSettingsJson(ctx)
  },

  CreateSvixApp: () => ({ svix_url: `${ctx.url}/webhooks` }),

  GenerateSvixAuthURL: () => ({ svix_url: `${ctx.url}/webhooks` }),
})

function roleKey(ctx: Context, id: string | null | undefined): string | undefined {
  if (!id) return undefined
  const role = ctx.store.roles.get(id)
  if (!role) throw notFound('Organization role not found')
  return role.key
}
