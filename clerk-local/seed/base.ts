import type { Context } from '../core/context.ts'
import { createPermission } from '../domain/roles/permissions.ts'
import { createRoleSet } from '../domain/roles/role-sets.ts'
import { createRole } from '../domain/roles/roles.ts'

/** Clerk's system permissions: its guide on roles names eight, Clerk's mobile SDKs and Clerk UI the two of API keys besides. */
export const systemPermissions = [
  { key: 'org:sys_profile:manage', name: 'Manage organization', description: 'Update the organization\'s name, slug and logo' },
  { key: 'org:sys_profile:delete', name: 'Delete organization', description: 'Delete the organization' },
  { key: 'org:sys_memberships:read', name: 'Read members', description: 'See the members of the organization' },
  { key: 'org:sys_memberships:manage', name: 'Manage members', description: 'Invite, remove and change the role of members' },
  { key: 'org:sys_domains:read', name: 'Read domains', description: 'See the domains of the organization' },
  { key: 'org:sys_domains:manage', name: 'Manage domains', description: 'Add, verify and remove domains' },
  { key: 'org:sys_entconns:manage', name: 'Manage enterprise connections', description: 'Set up single sign-on with the organization\'s identity provider' },
  { key: 'org:sys_billing:read', name: 'Read billing', description: 'See the organization\'s subscription' },
  { key: 'org:sys_billing:manage', name: 'Manage billing', description: 'Change the organization\'s plan and payment methods' },
  { key: 'org:sys_api_keys:read', name: 'Read API keys', description: 'See the API keys of the organization' },
  { key: 'org:sys_api_keys:manage', name: 'Manage API keys', description: 'Create and revoke API keys of the organization' },
]

/** What every instance starts with: system permissions, the roles admin and member, and their role set. */
export function seedBase(ctx: Context): void {
  for (const permission of systemPermissions) createPermission(ctx, { ...permission, type: 'system' })
  createRole(ctx, { key: 'org:admin', name: 'Admin', description: 'Can do everything', permissionKeys: systemPermissions.map(p => p.key) })
  createRole(ctx, { key: 'org:member', name: 'Member', description: 'Can see members and billing', permissionKeys: ['org:sys_memberships:read', 'org:sys_billing:read'] })
  createRoleSet(ctx, { key: 'role_set:default', name: 'Default', description: 'The default role set', roleKeys: ['org:admin', 'org:member'], creatorRoleKey: 'org:admin', defaultRoleKey: 'org:member' })
}
