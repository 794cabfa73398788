/** What Clerk's dashboard would set for the instance. */
export interface Settings {
  applicationName: string
  /** Test addresses (`+clerk_test`) take the code 424242 and get no mail. */
  testMode: boolean
  /** A production instance: `pk_live_`, and the browser is an HttpOnly cookie instead of a dev browser token. */
  live: boolean
  organizations: {
    enabled: boolean
    /** A session without an active organization is pending (Clerk's default since 2025-08-22). */
    membershipRequired: boolean
    slugsEnabled: boolean
    /** 0 is without limit. */
    maxAllowedMemberships: number
    /** Organizations one person may make; 0 is without limit. */
    createOrganizationsLimit: number
    maxAllowedRoles: number
    maxAllowedRoleSets: number
    maxAllowedDomains: number
    adminDeleteEnabled: boolean
    domainsEnabled: boolean
    domainEnrollmentModes: ('manual_invitation' | 'automatic_invitation' | 'automatic_suggestion')[]
  }
  /** `selfServe`: members with the permission set up their organization's identity provider themselves. */
  enterpriseSso: { selfServe: boolean }
  billing: { organizationEnabled: boolean, userEnabled: boolean, freeTrialRequiresPaymentMethod: boolean }
  apiKeys: { organizationEnabled: boolean, userEnabled: boolean }
  /** First factors, and how many people one browser may hold. A link only counts in the browser that asked unless `emailLinkSameClient` is off. */
  signIn: { password: boolean, emailCode: boolean, emailLink: boolean, emailLinkSameClient: boolean, singleSession: boolean }
  signUp: { passwordRequired: boolean, namesRequired: boolean, mode: 'public' | 'restricted' }
  /** `reverification`: sensitive changes ask for a factor of the last ten minutes. `handshake`: cookies travel in the url, or by a nonce. */
  session: { lifetimeSeconds: number, inactivitySeconds: number, tokenSeconds: number, reverification: boolean, handshake: 'token' | 'nonce' }
  users: { deleteSelf: boolean, createOrganization: boolean, username: boolean }
  /** Refuses calls above Clerk's limits with 429, as for a development or a production instance. */
  rateLimits: 'off' | 'development' | 'production'
  /** What `PATCH /v1/instance` sets besides; the Svix app is where webhooks go, without it none are sent. */
  instance: {
    supportEmail: string
    clerkJsVersion: string
    /** Origins of browser extensions and desktop apps; null while none were ever set. */
    allowedOrigins: string[] | null
    hibp: boolean
    urlBasedSessionSyncing: boolean
    /** Empty leaves the choice to the first factors. */
    preferredSignInStrategy: 'password' | 'otp' | ''
    svixApp: boolean
  }
  /** Paths of the app, as set in the dashboard; empty falls back to what the app passes to clerk-js. */
  paths: { home: string, signIn: string, signUp: string, afterSignIn: string, afterSignUp: string }
}

/** The demo's settings: Clerk's defaults of 2026, with organization slugs on. */
export const defaultSettings: Settings = {
  applicationName: 'Clerk Local',
  testMode: true,
  live: false,
  organizations: {
    enabled: true,
    membershipRequired: true,
    slugsEnabled: true,
    maxAllowedMemberships: 5,
    createOrganizationsLimit: 0,
    maxAllowedRoles: 10,
    maxAllowedRoleSets: 10,
    maxAllowedDomains: 10,
    adminDeleteEnabled: true,
    domainsEnabled: true,
    domainEnrollmentModes: ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'],
  },
  enterpriseSso: { selfServe: true },
  billing: { organizationEnabled: true, userEnabled: false, freeTrialRequiresPaymentMethod: true },
  apiKeys: { organizationEnabled: true, userEnabled: true },
  signIn: { password: true, emailCode: true, emailLink: false, emailLinkSameClient: true, singleSession: false },
  signUp: { passwordRequired: true, namesRequired: false, mode: 'public' },
  session: { lifetimeSeconds: 7 * 24 * 3600, inactivitySeconds: 30 * 24 * 3600, tokenSeconds: 60, reverification: false, handshake: 'token' },
  users: { deleteSelf: true, createOrganization: true, username: false },
  rateLimits: 'off',
  instance: { supportEmail: '', clerkJsVersion: '6', allowedOrigins: null, hibp: false, urlBasedSessionSyncing: true, preferredSignInStrategy: '', svixApp: true },
  paths: { home: '', signIn: '', signUp: '', afterSignIn: '', afterSignUp: '' },
}

/** Settings may be given in part, each group in part too. */
export type SettingsInput = { [Key in keyof Settings]?: Settings[Key] extends object ? Partial<Settings[Key]> : Settings[Key] }

/** Fills what is not given from the defaults, or from other settings. */
export function resolveSettings(input: SettingsInput = {}, base = defaultSettings): Settings {
  const settings = structuredClone(base)
  for (const [key, value] of Object.entries(input)) {
    const name = key as keyof Settings
    if (value && typeof value === 'object') Object.assign(settings[name] as object, value)
    else if (value !== undefined) Object.assign(settings, { [name]: value })
  }
  return settings
}
