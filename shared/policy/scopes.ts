import type { Permission } from './table'

/** What an API key of an organization can be allowed to read, and the permissions that a person needs for the same. */
export const apiScopes = {
  'activity:read': { name: 'Activity', grants: [] },
  'members:read': { name: 'Members', grants: ['org:sys_memberships:read'] },
  'invitations:read': { name: 'Invitations', grants: ['org:sys_memberships:manage'] },
  'projects:read': { name: 'Projects', grants: [] },
} as const satisfies Record<string, { name: string, grants: readonly Permission[] }>

/** A scope of this app; an invented one is a type error. */
export type ApiScope = keyof typeof apiScopes

/** Every scope, in the order that people see them. */
export const apiScopeNames = Object.keys(apiScopes) as [ApiScope, ...ApiScope[]]

/** The permissions that come with a key's scopes. Scopes that this app does not know give none. */
export const grantsOf = (scopes: readonly string[]): Permission[] =>
  [...new Set(apiScopeNames.filter(scope => scopes.includes(scope)).flatMap(scope => apiScopes[scope].grants))]
