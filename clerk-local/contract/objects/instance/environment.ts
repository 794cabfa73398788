type Presence = 'on' | 'off' | 'required'
interface Switch { enabled: boolean }

/** What the instance asks of people at sign-in and sign-up, in Clerk's older form. */
export interface AuthConfigObject {
  object: 'auth_config'
  id: string
  first_name: Presence
  last_name: Presence
  email_address: Presence
  phone_number: Presence
  username: Presence
  password: Presence
  identification_requirements: string[][]
  identification_strategies: string[]
  first_factors: string[]
  second_factors: string[]
  email_address_verification_strategies: string[]
  single_session_mode: boolean
  enhanced_email_deliverability: boolean
  test_mode: boolean
  cookieless_dev: boolean
  url_based_session_syncing: boolean
  claimed_at: number | null
  reverification: boolean
  native_settings: {
    object: 'native_settings'
    api_enabled: boolean
    trusted_device_sign_in_enabled: boolean
    trusted_device_enrollment_prompt_after_sign_in_enabled: boolean
    trusted_device_enrollment_prompt_after_sign_up_enabled: boolean
  }
}

/** Names, colours and addresses of pages. */
export interface DisplayConfigObject {
  object: 'display_config'
  id: string
  instance_environment_type: 'development' | 'production'
  application_name: string
  theme: Record<'buttons' | 'general' | 'accounts', Record<string, string>>
  preferred_sign_in_strategy: 'password' | 'otp'
  logo_image_url: string
  favicon_image_url: string
  logo_url: null
  favicon_url: null
  logo_image: null
  favicon_image: null
  logo_link_url: string
  home_url: string
  sign_in_url: string
  sign_up_url: string
  after_sign_in_url: string
  after_sign_up_url: string
  after_sign_out_one_url: string
  after_sign_out_all_url: string
  after_switch_session_url: string
  after_join_waitlist_url: string
  after_leave_organization_url: string
  after_create_organization_url: string
  user_profile_url: string
  organization_profile_url: string
  create_organization_url: string
  waitlist_url: string
  oauth_consent_url: string
  support_email: string
  branded: boolean
  experimental_force_oauth_first: boolean
  clerk_js_version: string
  show_devmode_warning: boolean
  google_one_tap_client_id: null
  help_url: null
  privacy_policy_url: null
  terms_url: null
  captcha_public_key: null
  captcha_widget_type: null
  captcha_public_key_invisible: null
  captcha_provider: 'turnstile'
  captcha_oauth_bypass: string[]
  captcha_heartbeat: boolean
}

/** How the instance uses one identifying or proving attribute of people. */
export interface AttributeObject {
  enabled: boolean
  required: boolean
  immutable: boolean
  used_for_first_factor: boolean
  first_factors: string[]
  used_for_second_factor: boolean
  second_factors: string[]
  verifications: string[]
  verify_at_sign_up: boolean
}

/** The attributes Clerk knows, out of scope or not. */
export type AttributeName = 'email_address' | 'phone_number' | 'username' | 'web3_wallet' | 'first_name' | 'last_name' | 'password' | 'authenticator_app' | 'ticket' | 'backup_code' | 'passkey'

/** What the dashboard sets about people. */
export interface UserSettingsObject {
  attributes: Record<AttributeName, AttributeObject>
  social: Record<string, never>
  saml: Switch
  enterprise_sso: Switch & { self_serve_sso: boolean }
  sign_in: { second_factor: { required: boolean } }
  sign_up: {
    captcha_enabled: boolean
    captcha_widget_type: 'smart' | 'invisible'
    custom_action_required: boolean
    progressive: boolean
    mode: 'public' | 'restricted' | 'waitlist'
    legal_consent_enabled: boolean
  }
  restrictions: Record<'allowlist' | 'blocklist' | 'allowlist_blocklist_disabled_on_sign_in' | 'block_email_subaddresses' | 'block_disposable_email_domains', Switch>
  password_settings: {
    disable_hibp: boolean
    disable_password_reverification: boolean
    min_length: number
    max_length: number
    require_special_char: boolean
    require_numbers: boolean
    require_uppercase: boolean
    require_lowercase: boolean
    show_zxcvbn: boolean
    min_zxcvbn_strength: number
    enforce_hibp_on_sign_in: boolean
    allowed_special_characters: string
  }
  username_settings: { min_length: number, max_length: number, allow_extended_special_characters: boolean, allow_numeric_usernames: boolean }
  actions: { delete_self: boolean, create_organization: boolean, create_organizations_limit: null }
  attack_protection: {
    user_lockout: Switch & { max_attempts: number, duration_in_minutes: number }
    pii: Switch
    email_link: { require_same_client: boolean }
    enumeration_protection: Switch
  }
  passkey_settings: { allow_autofill: boolean, show_sign_in_button: boolean, satisfies_second_factor: boolean }
}

/** What the dashboard sets about organizations. */
export interface OrganizationSettingsObject {
  enabled: boolean
  max_allowed_memberships: number
  force_organization_selection: boolean
  actions: { admin_delete: boolean }
  domains: Switch & { enrollment_modes: string[], default_role: string }
  slug: { disabled: boolean }
  organization_creation_defaults: Switch
  creator_role: string
}

/** What clerk-js and Clerk UI need to know of the instance (frontend-api.yml, `Environment`). */
export interface EnvironmentObject {
  auth_config: AuthConfigObject
  display_config: DisplayConfigObject
  user_settings: UserSettingsObject
  organization_settings: OrganizationSettingsObject
  fraud_settings: { object: 'fraud_settings', native: { device_attestation_mode: 'disabled' } }
  commerce_settings: {
    billing: {
      stripe_publishable_key: string | null
      free_trial_requires_payment_method: boolean
      organization: Switch & { has_paid_plans: boolean }
      user: Switch & { has_paid_plans: boolean }
    }
  }
  api_keys_settings: Switch & { user_api_keys_enabled: boolean, orgs_api_keys_enabled: boolean }
  protect_config: Record<string, never>
  client_debug_mode: boolean
  partitioned_cookies: boolean
  maintenance_mode: boolean
}
