import type { OrganizationSettingsObject } from '../../contract/objects/instance/instance.ts'
import type { Context } from '../../core/context.ts'
import { initialRoleSet } from '../../domain/roles/role-sets.ts'

/** The instance's settings of organizations (facts §H). */
export function organizationSettingsJson(ctx: Context): OrganizationSettingsObject {
  const settings = ctx.settings.organizations
  const roleSet = initialRoleSet(ctx)
  return {
    object: 'organization_settings',
    enabled: settings.enabled,
    max_allowed_memberships: settings.maxAllowedMemberships,
    max_allowed_roles: settings.maxAllowedRoles,
    max_allowed_domains: settings.maxAllowedDomains,
    max_allowed_permissions: 50,
    max_role_sets_allowed: settings.maxAllowedRoleSets,
    creator_role: roleSet.creatorRoleKey,
    admin_delete_enabled: settings.adminDeleteEnabled,
    domains_enabled: settings.domainsEnabled,
    slug_disabled: !settings.slugsEnabled,
    domains_enrollment_modes: settings.domainEnrollmentModes,
    domains_default_role: roleSet.defaultRoleKey,
    initial_role_set_key: roleSet.key,
  }
}
