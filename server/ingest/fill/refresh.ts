import type { ClerkClient } from '@clerk/backend'
import { findMembership, findOrganization, listMirroredRoles, type Database, type Membership, type OrganizationRow } from '../../../db'
import { mirrorOrganization } from './answer'
import { applyChanges } from '../project/apply'
import { isNotFound, SETTLING, type FillDeps } from './fill'
import { membershipDeleted, projectMembership } from '../project/project'
import { projectPermission, projectRole, roleDeleted } from '../project/project-roles'

/**
 * Asks Clerk for the memberships of some people and mirrors the answer.
 *
 * A mirrored membership that Clerk does not list any more gets its tombstone.
 *
 * @returns the mirrored rows of those who are members, by user id
 * @throws what the Backend API threw
 */
export async function refreshMemberships({ db, clerk }: FillDeps, organizationId: string, people: readonly string[]): Promise<Map<string, Membership>> {
  const userIds = [...new Set(people)]
  const mirrored = await Promise.all(userIds.map(id => findMembership(db, organizationId, id)))
  const seenAt = Date.now()
  const data = await clerk.organizations.getOrganizationMembershipList({ organizationId, userId: userIds, limit: userIds.length })
    .then(page => page.data, (error: unknown) => {
      if (isNotFound(error)) return []
      throw error
    })
  const changes = data.flatMap(({ raw }) => projectMembership(raw, seenAt))
  for (const row of mirrored) {
    if (row?.deletedAt === null && row.createdAt < seenAt - SETTLING && !data.some(({ id }) => id === row.id))
      changes.push(...membershipDeleted(row, seenAt))
  }
  await db.write(tx => applyChanges(tx, changes))
  const found = await Promise.all(userIds.map(id => data.some(({ publicUserData }) => publicUserData?.userId === id) ? findMembership(db, organizationId, id) : undefined))
  return new Map(found.flatMap(row => row?.userId && row.deletedAt === null ? [[row.userId, row]] : []))
}

/**
 * Asks Clerk for one membership and mirrors the answer.
 *
 * @returns the mirrored row, or undefined when Clerk says that the person is not a member
 * @throws what the Backend API threw
 */
export async function refreshMembership(deps: FillDeps, organizationId: string, userId: string): Promise<Membership | undefined> {
  return (await refreshMemberships(deps, organizationId, [userId])).get(userId)
}

/**
 * Asks Clerk for one organization and mirrors the answer.
 *
 * @throws what the Backend API threw
 */
export async function refreshOrganization({ db, clerk }: FillDeps, organizationId: string): Promise<OrganizationRow | undefined> {
  const { raw } = await clerk.organizations.getOrganization({ organizationId })
  await mirrorOrganization(db, raw)
  return findOrganization(db, organizationId)
}

type Role = Awaited<ReturnType<ClerkClient['organizationRoles']['getOrganizationRole']>>
type Permission = Role['permissions'][number]

/** The SDK keeps no raw answer of roles and permissions: they are put back into the webhooks' shape. */
export const permissionJson = ({ id, key, name, description, createdAt, updatedAt }: Permission) => ({ id, key, name, description, created_at: createdAt, updated_at: updatedAt })

/** A role in the webhooks' shape. */
export const roleJson = ({ permissions, description, ...role }: Role) => ({ ...permissionJson({ ...role, description: description ?? '' }), permissions: permissions.map(permissionJson) })

/**
 * Asks Clerk for the roles of the instance and mirrors the answer. A role that Clerk does not list any more gets its tombstone.
 *
 * @throws what the Backend API threw
 */
export async function refreshRoles({ db, clerk }: FillDeps): Promise<void> {
  const mirrored = await listMirroredRoles(db)
  const seenAt = Date.now()
  const { data, totalCount } = await clerk.organizationRoles.getOrganizationRoleList({ limit: 500 })
  const changes = data.flatMap(role => projectRole(roleJson(role), seenAt))
  const gone = data.length === totalCount ? mirrored.filter(({ id, createdAt }) => createdAt < seenAt - SETTLING && !data.some(role => role.id === id)) : []
  await db.write(tx => applyChanges(tx, [...changes, ...gone.map(({ id }) => roleDeleted(id, seenAt))]))
}

async function fillRoles(deps: FillDeps): Promise<void> {
  await refreshRoles(deps)
  const seenAt = Date.now()
  const { data } = await deps.clerk.organizationPermissions.getOrganizationPermissionList({ limit: 500 })
  const changes = data.flatMap(permission => projectPermission(permissionJson(permission), seenAt))
  await deps.db.write(tx => applyChanges(tx, changes))
}

/** Age at which mirrored roles are asked for again, in ms: a lost webhook costs no more than this. */
const ROLES_STALE = 600_000
/** The same while a role is missing. */
const ROLES_MISSING = 30_000

const rolesAskedAt = new WeakMap<Database, number>()

/**
 * Has the instance's roles and permissions filled in the background when they are old or one is missing. Nobody waits for
 * it: a membership tells its own permissions, so that the mirror can answer without.
 *
 * @param missing - whether a role was looked for and not there
 */
export function keepRolesFresh(deps: FillDeps, missing: boolean): void {
  const now = Date.now()
  if (now - (rolesAskedAt.get(deps.db) ?? 0) < (missing ? ROLES_MISSING : ROLES_STALE)) return
  rolesAskedAt.set(deps.db, now)
  fillRoles(deps).catch((error: unknown) => console.warn(`[mirror] roles could not be read: ${String(error)}`))
}
