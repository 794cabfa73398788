/** Clerk's system permissions. They are never in a session token: the server reads them from the mirrored membership. */
export const systemPermissions = {
  'org:sys_profile:manage': 'change the organization\'s name, address and logo',
  'org:sys_profile:delete': 'delete the organization',
  'org:sys_memberships:read': 'see who is a member',
  'org:sys_memberships:manage': 'invite people, change roles and remove members',
  'org:sys_domains:read': 'see the verified domains',
  'org:sys_domains:manage': 'add and remove verified domains',
  'org:sys_billing:read': 'see the plan and the invoices',
  'org:sys_billing:manage': 'change the plan and how it is paid',
} as const satisfies Record<`org:sys_${string}`, string>

/** This app's own permissions, `org:<feature>:<action>`. */
export const customPermissions = {
  'org:projects:create': 'create projects',
  'org:projects:manage': 'rename, archive and delete projects',
} as const satisfies Record<`org:${string}:${string}`, string>

/** Every permission, with what it allows (completes "You may …"). */
export const permissions = { ...systemPermissions, ...customPermissions } as const

/** Clerk's two default roles. Custom roles are data: they come from Clerk, not from here. */
export const defaultRoles = { 'org:admin': 'Admin', 'org:member': 'Member' } as const

/** The plans of this app, with the name people see and the seats that come with each. */
export const plans = {
  free_org: { name: 'Free', seats: 5 },
  team: { name: 'Team', seats: 20 },
  business: { name: 'Business', seats: 100 },
} as const satisfies Record<string, { name: string, seats: number }>

/** The features plans turn on, with the name people see. */
export const features = {
  projects: 'Projects',
  api_keys: 'API keys',
  sso: 'Single sign-on',
} as const satisfies Record<string, string>

/** A permission of this app; an invented slug is a type error. */
export type Permission = keyof typeof permissions
/** A plan of this app. */
export type PlanSlug = keyof typeof plans
/** A feature of this app. */
export type FeatureSlug = keyof typeof features
/** A role key as Clerk writes it. */
export type RoleKey = keyof typeof defaultRoles | (`org:${string}` & {})
