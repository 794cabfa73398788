import type { ClerkClient } from '@clerk/backend'
import { countRoleHolders, findOrganization, listMirroredRoles, type Database } from '../../../db'
import { AppError } from '../../../shared/errors'
import type { Page } from '../../../shared/schemas/common'
import type { Role } from '../../../shared/schemas/role'
import { isNotFound, refreshOrganization, refreshRoles } from '../../ingest'
import { fromClerkError } from '../clerk-errors'

interface Deps { db: Database, clerk: ClerkClient }

/** Keys of the roles in the organization's role set. Clerk tells of no change of a set, so it is asked each time. */
async function rolesOfSet(deps: Deps, organizationId: string): Promise<Set<string> | undefined> {
  const ask = async (key: string | null | undefined) => key
    ? new Set((await deps.clerk.roleSets.getRoleSet(key)).roles.map(role => role.key))
    : undefined
  const mirrored = await findOrganization(deps.db, organizationId)
  try { return mirrored?.roleSetKey ? await ask(mirrored.roleSetKey) : await ask((await refreshOrganization(deps, organizationId))?.roleSetKey) }
  catch (error) {
    if (!isNotFound(error)) throw error
    // A set whose key was changed, or that went into another one: no event tells.
    return ask((await refreshOrganization(deps, organizationId))?.roleSetKey)
  }
}

/**
 * The instance's roles by name, each with whether this organization can give it. All of them can be given where Clerk names
 * no role set, and as far as can be told while Clerk does not answer: giving one asks again.
 *
 * @throws 429 rate_limited, 503 clerk_unavailable where no role is mirrored yet
 */
export async function listRoles(deps: Deps, organizationId: string): Promise<Page<Role>> {
  const [set] = await Promise.all([rolesOfSet(deps, organizationId), refreshRoles(deps)])
    .catch(async (error: unknown): Promise<[]> => {
      const refusal = fromClerkError(error)
      if (refusal instanceof AppError && refusal.code === 'clerk_unavailable' && (await listMirroredRoles(deps.db)).length) return []
      throw refusal
    })
  const [roles, holders] = await Promise.all([listMirroredRoles(deps.db), countRoleHolders(deps.db, organizationId)])
  const data = roles.map(({ key, name, description, permissions }) => ({
    key, name, description: description || null, permissions, assignable: set?.has(key) ?? true, membersCount: holders.get(key) ?? 0,
  }))
  return { data, totalCount: data.length, nextCursor: null }
}
