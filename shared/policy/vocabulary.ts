/** Clerk's system permissions. They are never in a session token: the server reads them from the mirrored membership. */
export const systemPermissions = {
  'org:sys_profile:manage': 'change the organization’s name, address and logo',
  'org:sys_profile:delete': 'delete the organization',
  'org:sys_memberships:read': 'see who is a member',
  'org:sys_memberships:manage': 'invite people, change roles and remove members',
  'org:sys_domains:read': 'see the verified domains',
  'org:sys_domains:manage': 'add and remove verified domains',
  'org:sys_entconns:manage': 'set up single sign-on',
  'org:sys_billing:read': 'see the plan and the invoices',
  'org:sys_billing:manage': 'change the plan and how it is paid',
  'org:sys_api_keys:read': 'see the API keys',
  'org:sys_api_keys:manage': 'create and revoke API keys',
} as const satisfies Record<`org:sys_${string}:${string}`, string>

/** The features plans turn on: the name people see, and what it is for. */
export const features = {
  projects: { name: 'Projects', description: 'Plan the work of this organization in projects.' },
  api_keys: { name: 'API keys', description: 'Let programs of yours read this organization’s data.' },
  sso: { name: 'Single sign-on', description: 'Let people sign in with your identity provider.' },
} as const satisfies Record<string, { name: string, description: string }>

/** This app's own permissions, `org:<feature>:<action>`: Clerk counts them only while the plan has the feature. */
export const customPermissions = {
  'org:projects:create': 'create projects',
  'org:projects:manage': 'rename, archive and delete projects',
} as const satisfies { [P in `org:${keyof typeof features}:${string}`]?: string }

/** The roles this app's code names. A custom role is data and needs no entry: it comes from Clerk with its permissions. */
export const roles = {
  'org:admin': { name: 'Admin', description: 'Manages the organization and everybody in it.' },
  'org:member': { name: 'Member', description: 'Works in the organization.' },
} as const satisfies Record<`org:${string}`, { name: string, description: string }>

/** The plans of this app in rising order: name, whom it is for, the seats and projects that come with it (null: any number), and its features. */
export const plans = {
  free_org: { name: 'Free', description: 'For a first look', seats: 5, projects: 3, features: ['projects'] },
  team: { name: 'Team', description: 'For one team', seats: 20, projects: 50, features: ['projects', 'api_keys'] },
  business: { name: 'Business', description: 'For the whole company', seats: 100, projects: null, features: ['projects', 'api_keys', 'sso'] },
} as const satisfies Record<string, { name: string, description: string, seats: number, projects: number | null, features: readonly (keyof typeof features)[] }>
