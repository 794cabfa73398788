import type { Context } from '../../core/context.ts'
import type { Organization, Role, RoleSet } from '../../core/entities/index.ts'
import { clerkError, notFound, paramError } from '../../core/errors.ts'
import { isManagingRole, minimumPermissions } from '../organizations/counts.ts'
import { withoutUndefined } from '../organizations/organizations.ts'
import { roleByKey, roleNotFound } from '../organizations/roles.ts'
import { checkKey, checkName } from './keys.ts'

/** What a role set is made of; without a key it gets one from its name. */
export interface RoleSetInput {
  name: string
  key?: string
  description?: string | null
  roleKeys: string[]
  creatorRoleKey: string
  defaultRoleKey: string
  isInitial?: boolean
}

const roleSetKey = { pattern: /^role_set:[a-z0-9_]+$/, words: 'start with role_set: followed by lowercase letters, digits and underscores' }

/** The role set of new organizations. */
export function initialRoleSet(ctx: Context): RoleSet {
  const set = ctx.store.roleSets.find(s => s.isInitial)
  if (!set) throw new Error('The instance has no initial role set')
  return set
}

/** By key or id, or 404. */
export function requireRoleSet(ctx: Context, keyOrId: string): RoleSet {
  const set = ctx.store.roleSets.get(keyOrId) ?? ctx.store.roleSets.by('key', keyOrId)[0]
  if (!set) throw notFound('Role set not found')
  return set
}

/** The roles of a set in the set's order. */
export function rolesOfSet(ctx: Context, set: RoleSet): Role[] {
  return set.roleKeys.map(key => roleByKey(ctx, key)).filter(role => role !== undefined)
}

/** Key of the role that newcomers of an organization get. */
export function defaultRoleOf(ctx: Context, organization: Organization): string {
  return requireRoleSet(ctx, organization.roleSetKey).defaultRoleKey
}

/** Adds a role set. */
export function createRoleSet(ctx: Context, input: RoleSetInput): RoleSet {
  const { roleSets } = ctx.store
  const limit = ctx.settings.organizations.maxAllowedRoleSets
  if (roleSets.size >= limit) throw clerkError(403, 'quota_exceeded', 'Quota exceeded', `You have reached your limit of ${limit} role sets.`)
  const name = checkName(input.name)
  const roleKeys = checkRoles(ctx, input.roleKeys, 'roles')
  const choice = { roleKeys, creatorRoleKey: input.creatorRoleKey, defaultRoleKey: input.defaultRoleKey }
  checkChoice(ctx, choice)
  const key = checkKey(roleSets, input.key ?? keyFromName(ctx, name), roleSetKey)
  const now = ctx.store.now()
  const set = roleSets.insert({ id: ctx.store.id('rset'), key, name, description: input.description ?? null, ...choice, isInitial: false, createdAt: now, updatedAt: now })
  if (input.isInitial || roleSets.size === 1) makeInitial(ctx, set)
  return set
}

/** Changes given fields; organizations follow the key. */
export function updateRoleSet(ctx: Context, set: RoleSet, patch: Partial<Omit<RoleSetInput, 'roleKeys'>>): RoleSet {
  const oldKey = set.key
  const { isInitial, ...fields } = patch
  const next = { ...set, ...withoutUndefined(fields) }
  next.name = checkName(next.name)
  checkKey(ctx.store.roleSets, next.key, roleSetKey, set.id)
  checkChoice(ctx, next)
  ctx.store.roleSets.update(set.id, { ...next, updatedAt: ctx.store.now() })
  if (next.key !== oldKey) for (const o of ctx.store.organizations.filter(o => o.roleSetKey === oldKey)) ctx.store.organizations.update(o.id, { roleSetKey: next.key })
  if (isInitial) makeInitial(ctx, set)
  return set
}

/** Adds roles; one of them may become creator or default role. */
export function addRoles(ctx: Context, set: RoleSet, roleKeys: string[], choice: { creatorRoleKey?: string, defaultRoleKey?: string } = {}): RoleSet {
  const next = { ...set, ...withoutUndefined(choice), roleKeys: checkRoles(ctx, [...set.roleKeys, ...roleKeys], 'role_keys') }
  checkChoice(ctx, next)
  return ctx.store.roleSets.update(set.id, { ...next, updatedAt: ctx.store.now() })
}

/** 422 for a creator role that couldn't run its organization. */
export const creatorPermissionsError = () => clerkError(422, 'organization_missing_creator_role_permissions', 'missing permissions for creator role', `The creator role must contain the following permissions: ${minimumPermissions.join(', ')}`)

function makeInitial(ctx: Context, set: RoleSet): void {
  for (const other of ctx.store.roleSets.filter(s => s.isInitial)) ctx.store.roleSets.update(other.id, { isInitial: false })
  ctx.store.roleSets.update(set.id, { isInitial: true })
}

function checkRoles(ctx: Context, keys: string[], param: string): string[] {
  const roleKeys = [...new Set(keys)]
  const limit = ctx.settings.organizations.maxAllowedRoles
  if (!roleKeys.length) throw paramError(param, 'form_param_value_invalid', 'is invalid', `${param} must contain at least one role.`)
  if (roleKeys.length > limit) throw paramError(param, 'form_param_array_size_exceeded', 'exceeds maximum size', `${param} should not exceed ${limit} items.`)
  for (const key of roleKeys) if (!roleByKey(ctx, key)) throw roleNotFound(param)
  return roleKeys
}

/** Creator and default role are of the set, and the creator can run an organization (Clerk's guide on roles). */
function checkChoice(ctx: Context, set: Pick<RoleSet, 'roleKeys' | 'creatorRoleKey' | 'defaultRoleKey'>): void {
  for (const [param, key] of [['creator_role_key', set.creatorRoleKey], ['default_role_key', set.defaultRoleKey]] as const) {
    if (!set.roleKeys.includes(key)) throw paramError(param, 'form_param_value_invalid', 'is invalid', `${param} must be one of the roles of the role set.`)
  }
  if (!isManagingRole(ctx, set.creatorRoleKey)) throw creatorPermissionsError()
}

function keyFromName(ctx: Context, name: string): string {
  const base = `role_set:${name.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'custom'}`
  let key = base
  for (let n = 2; ctx.store.roleSets.by('key', key).length; n++) key = `${base}_${n}`
  return key
}
