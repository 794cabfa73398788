import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { InstanceAnswers, instanceOperations } from '../contract/backend/instance.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { clerkError } from '../core/errors.ts'
import { instanceId } from '../core/keys/keys.ts'
import { initialRoleSet, updateRoleSet } from '../domain/roles/role-sets.ts'
import { requireRoleById } from '../domain/roles/roles.ts'
import { organizationSettingsJson } from '../formatters/instance/instance.ts'
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

const instanceBody = z.strictObject({
  test_mode: z.boolean().nullish(),
  hibp: z.boolean().nullish(),
  support_email: z.string().nullish(),
  clerk_js_version: z.string().nullish(),
  development_origin: z.string().nullish(),
  allowed_origins: z.array(z.string()).nullish(),
  cookieless_dev: z.boolean().nullish(),
  url_based_session_syncing: z.boolean().nullish(),
  preferred_sign_in_strategy_when_password_required: z.enum(['password', 'otp', '']).nullish(),
  // The SDK still knows it; the specification calls it retired.
  enhanced_email_deliverability: z.boolean().nullish(),
})

/** The instance, its settings of organizations, and where webhook deliveries can be seen: the local page stands for Svix's. */
export const instanceHandlers = (ctx: Context): Handlers<Call, typeof instanceOperations, InstanceAnswers> => ({
  GetInstance: () => ({ object: 'instance', id: instanceId, workspace_id: 'workspace_local', environment_type: ctx.settings.live ? 'production' : 'development', allowed_origins: ctx.settings.instance.allowedOrigins }),

  async UpdateInstance(c) {
    const body = await readBody(c, instanceBody)
    const { instance } = ctx.settings
    ctx.settings.testMode = body.test_mode ?? ctx.settings.testMode
    instance.hibp = body.hibp ?? instance.hibp
    instance.supportEmail = body.support_email ?? instance.supportEmail
    instance.clerkJsVersion = body.clerk_js_version ?? instance.clerkJsVersion
    instance.allowedOrigins = body.allowed_origins ?? instance.allowedOrigins
    instance.urlBasedSessionSyncing = body.url_based_session_syncing ?? body.cookieless_dev ?? instance.urlBasedSessionSyncing
    instance.preferredSignInStrategy = body.preferred_sign_in_strategy_when_password_required ?? instance.preferredSignInStrategy
    return c.body(null, 204)
  },

  GetInstanceOrganizationSettings: () => organizationSettingsJson(ctx),

  async UpdateInstanceOrganizationSettings(c) {
    const body = await readBody(c, settingsBody)
    const settings = ctx.settings.organizations
    const roleKey = (id?: string | null) => id ? requireRoleById(ctx, id).key : undefined
    const choice = { creatorRoleKey: roleKey(body.creator_role_id), defaultRoleKey: roleKey(body.domains_default_role_id) }
    if (choice.creatorRoleKey || choice.defaultRoleKey) updateRoleSet(ctx, initialRoleSet(ctx), choice)
    settings.enabled = body.enabled ?? settings.enabled
    settings.maxAllowedMemberships = body.max_allowed_memberships ?? settings.maxAllowedMemberships
    settings.adminDeleteEnabled = body.admin_delete_enabled ?? settings.adminDeleteEnabled
    settings.domainsEnabled = body.domains_enabled ?? settings.domainsEnabled
    settings.slugsEnabled = body.slug_disabled === undefined || body.slug_disabled === null ? settings.slugsEnabled : !body.slug_disabled
    settings.domainEnrollmentModes = body.domains_enrollment_modes ?? settings.domainEnrollmentModes
    return organizationSettingsJson(ctx)
  },

  CreateSvixApp() {
    const { instance } = ctx.settings
    if (instance.svixApp) throw clerkError(400, 'svix_app_exists', 'Only one Svix app is allowed per instance.')
    instance.svixApp = true
    return svixUrl(ctx)
  },

  DeleteSvixApp(c) {
    requireSvixApp(ctx)
    ctx.settings.instance.svixApp = false
    return c.body(null, 204)
  },

  GenerateSvixAuthURL() {
    requireSvixApp(ctx)
    return svixUrl(ctx)
  },
})

const svixUrl = (ctx: Context) => ({ svix_url: `${ctx.url}/webhooks` })

function requireSvixApp(ctx: Context): void {
  if (!ctx.settings.instance.svixApp) throw clerkError(400, 'svix_app_missing', 'No Svix apps exist', 'No Svix app exists for this instance. Create one first.')
}
