import type { AttributeObject, AuthConfigObject, DisplayConfigObject, EnvironmentObject, OrganizationSettingsObject, UserSettingsObject } from '../contract/objects/instance/environment.ts'
import type { Context } from '../core/context.ts'
import { instanceId } from '../core/keys/keys.ts'
import { initialRoleSet } from '../domain/roles/role-sets.ts'

/** An identifying or proving attribute of users, switched off unless said otherwise. */
function attribute(patch: Partial<AttributeObject> = {}): AttributeObject {
  return {
    enabled: false, required: false, immutable: false, used_for_first_factor: false, first_factors: [], used_for_second_factor: false,
    second_factors: [], verifications: [], verify_at_sign_up: false, ...patch,
  }
}

/** What clerk-js and Clerk UI need to know of the instance. `origin` is the app's: its pages stand in for Clerk's account portal. */
export function environmentJson(ctx: Context, origin: string): EnvironmentObject {
  return {
    auth_config: authConfig(ctx),
    display_config: displayConfig(ctx, origin),
    user_settings: userSettings(ctx),
    organization_settings: organizationSettings(ctx),
    fraud_settings: { object: 'fraud_settings', native: { device_attestation_mode: 'disabled' } },
    commerce_settings: commerceSettings(ctx),
    api_keys_settings: {
      enabled: ctx.settings.apiKeys.organizationEnabled || ctx.settings.apiKeys.userEnabled,
      user_api_keys_enabled: ctx.settings.apiKeys.userEnabled,
      orgs_api_keys_enabled: ctx.settings.apiKeys.organizationEnabled,
    },
    protect_config: {},
    client_debug_mode: false,
    partitioned_cookies: false,
    maintenance_mode: false,
  }
}

function authConfig(ctx: Context): AuthConfigObject {
  const { signIn, signUp, users } = ctx.settings
  return {
    object: 'auth_config',
    id: `aconf_${instanceId.slice(4)}`,
    first_name: signUp.namesRequired ? 'required' : 'on',
    last_name: signUp.namesRequired ? 'required' : 'on',
    email_address: 'required',
    phone_number: 'off',
    username: users.username ? 'on' : 'off',
    password: signUp.passwordRequired ? 'required' : 'on',
    identification_requirements: [['email_address']],
    identification_strategies: ['email_address'],
    first_factors: [...emailStrategies(ctx), ...(signIn.password ? ['password'] : []), 'ticket'],
    second_factors: [],
    email_address_verification_strategies: ['email_code', ...(signIn.emailLink ? ['email_link'] : [])],
    single_session_mode: signIn.singleSession,
    enhanced_email_deliverability: false,
    test_mode: ctx.settings.testMode,
    cookieless_dev: true,
    url_based_session_syncing: ctx.settings.instance.urlBasedSessionSyncing,
    claimed_at: null,
    reverification: ctx.settings.session.reverification,
    native_settings: {
      object: 'native_settings', api_enabled: false, trusted_device_sign_in_enabled: false,
      trusted_device_enrollment_prompt_after_sign_in_enabled: false, trusted_device_enrollment_prompt_after_sign_up_enabled: false,
    },
  }
}

/** First factors that go to an address. */
function emailStrategies(ctx: Context): string[] {
  return [...(ctx.settings.signIn.emailCode ? ['email_code'] : []), ...(ctx.settings.signIn.emailLink ? ['email_link'] : [])]
}

function displayConfig(ctx: Context, origin: string): DisplayConfigObject {
  const { paths, applicationName } = ctx.settings
  const home = paths.home || `${origin}/`
  return {
    object: 'display_config',
    id: `display_config_${instanceId.slice(4)}`,
    instance_environment_type: ctx.settings.live ? 'production' : 'development',
    application_name: applicationName,
    theme: {
      buttons: { font_color: '#ffffff', font_family: 'inherit', font_weight: '600' },
      general: { color: '#6c47ff', padding: '1em', box_shadow: '', font_color: '#151515', font_family: 'inherit', border_radius: '0.5em', background_color: '#ffffff', label_font_weight: '600' },
      accounts: { background_color: '#ffffff' },
    },
    preferred_sign_in_strategy: ctx.settings.instance.preferredSignInStrategy || (ctx.settings.signIn.password ? 'password' : 'otp'),
    logo_image_url: '',
    favicon_image_url: '',
    logo_url: null,
    favicon_url: null,
    logo_image: null,
    favicon_image: null,
    logo_link_url: home,
    home_url: home,
    sign_in_url: paths.signIn || `${origin}/sign-in`,
    sign_up_url: paths.signUp || `${origin}/sign-up`,
    after_sign_in_url: paths.afterSignIn || home,
    after_sign_up_url: paths.afterSignUp || home,
    after_sign_out_one_url: paths.signIn || `${origin}/sign-in`,
    after_sign_out_all_url: home,
    after_switch_session_url: home,
    after_join_waitlist_url: home,
    after_leave_organization_url: home,
    after_create_organization_url: home,
    user_profile_url: `${origin}/user`,
    organization_profile_url: `${origin}/organization`,
    create_organization_url: `${origin}/create-organization`,
    waitlist_url: `${origin}/waitlist`,
    oauth_consent_url: `${origin}/oauth-consent`,
    support_email: ctx.settings.instance.supportEmail,
    branded: false,
    experimental_force_oauth_first: false,
    clerk_js_version: ctx.settings.instance.clerkJsVersion,
    show_devmode_warning: false,
    google_one_tap_client_id: null,
    help_url: null,
    privacy_policy_url: null,
    terms_url: null,
    captcha_public_key: null,
    captcha_widget_type: null,
    captcha_public_key_invisible: null,
    captcha_provider: 'turnstile',
    captcha_oauth_bypass: [],
    captcha_heartbeat: false,
  }
}

function userSettings(ctx: Context): UserSettingsObject {
  const { instance, signIn, signUp, users } = ctx.settings
  return {
    attributes: {
      email_address: attribute({
        enabled: true, required: true, used_for_first_factor: true, first_factors: emailStrategies(ctx),
        verifications: ['email_code', ...(signIn.emailLink ? ['email_link'] : [])], verify_at_sign_up: true,
      }),
      phone_number: attribute(),
      username: attribute({ enabled: users.username, used_for_first_factor: users.username }),
      web3_wallet: attribute(),
      first_name: attribute({ enabled: true, required: signUp.namesRequired }),
      last_name: attribute({ enabled: true, required: signUp.namesRequired }),
      password: attribute({ enabled: signIn.password, required: signIn.password && signUp.passwordRequired }),
      authenticator_app: attribute(),
      ticket: attribute({ enabled: true }),
      backup_code: attribute(),
      passkey: attribute(),
    },
    social: {},
    saml: { enabled: false },
    enterprise_sso: { enabled: ctx.store.enterpriseConnections.find(c => c.active) !== undefined, self_serve_sso: ctx.settings.enterpriseSso.selfServe },
    sign_in: { second_factor: { required: false } },
    sign_up: {
      captcha_enabled: false, captcha_widget_type: 'smart', custom_action_required: false,
      progressive: true, mode: signUp.mode, legal_consent_enabled: false,
    },
    restrictions: {
      allowlist: { enabled: false }, blocklist: { enabled: false }, allowlist_blocklist_disabled_on_sign_in: { enabled: false },
      block_email_subaddresses: { enabled: false }, block_disposable_email_domains: { enabled: false },
    },
    password_settings: {
      disable_hibp: !instance.hibp, disable_password_reverification: true, min_length: 8, max_length: 72, require_special_char: false, require_numbers: false,
      require_uppercase: false, require_lowercase: false, show_zxcvbn: false, min_zxcvbn_strength: 0, enforce_hibp_on_sign_in: false,
      allowed_special_characters: '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~',
    },
    username_settings: { min_length: 4, max_length: 64, allow_extended_special_characters: false, allow_numeric_usernames: false },
    actions: { delete_self: users.deleteSelf, create_organization: users.createOrganization, create_organizations_limit: null },
    attack_protection: {
      user_lockout: { enabled: false, max_attempts: 100, duration_in_minutes: 60 }, pii: { enabled: false },
      email_link: { require_same_client: signIn.emailLinkSameClient }, enumeration_protection: { enabled: false },
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false, satisfies_second_factor: false },
  }
}

function organizationSettings(ctx: Context): OrganizationSettingsObject {
  const { organizations } = ctx.settings
  const roleSet = initialRoleSet(ctx)
  return {
    enabled: organizations.enabled,
    max_allowed_memberships: organizations.maxAllowedMemberships,
    force_organization_selection: organizations.enabled && organizations.membershipRequired,
    actions: { admin_delete: organizations.adminDeleteEnabled },
    domains: { enabled: organizations.domainsEnabled, enrollment_modes: organizations.domainEnrollmentModes, default_role: roleSet.defaultRoleKey },
    slug: { disabled: !organizations.slugsEnabled },
    organization_creation_defaults: { enabled: false },
    creator_role: roleSet.creatorRoleKey,
  }
}

function commerceSettings(ctx: Context): EnvironmentObject['commerce_settings'] {
  const paid = (type: 'org' | 'user') => ctx.store.plans.filter(p => p.forPayerType === type && Boolean(p.monthlyFee || p.annualFee || p.seatPrice)).length > 0
  const { organizationEnabled, userEnabled } = ctx.settings.billing
  return {
    billing: {
      stripe_publishable_key: null,
      free_trial_requires_payment_method: ctx.settings.billing.freeTrialRequiresPaymentMethod,
      organization: { enabled: organizationEnabled, has_paid_plans: organizationEnabled && paid('org') },
      user: { enabled: userEnabled, has_paid_plans: userEnabled && paid('user') },
    },
  }
}
