/** The instance (backend-api.yml, `Instance`). */
export interface InstanceObject {
  object: 'instance'
  id: string
  environment_type: 'development' | 'production'
  allowed_origins: string[] | null
  workspace_id: string | null
}

/** The instance's settings of organizations (backend-api.yml, `OrganizationSettings`). */
export interface OrganizationSettingsObject {
  object: 'organization_settings'
  enabled: boolean
  max_allowed_memberships: number
  max_allowed_roles: number
  max_role_sets_allowed: number
  max_allowed_domains: number
  max_allowed_permissions: number
  creator_role: string
  admin_delete_enabled: boolean
  domains_enabled: boolean
  slug_disabled: boolean
  domains_enrollment_modes: ('manual_invitation' | 'automatic_invitation' | 'automatic_suggestion')[]
  domains_default_role: string
  initial_role_set_key: string | null
}
