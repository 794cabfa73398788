import type { ClerkClient } from '@clerk/backend'
import { listMirroredRoles, type Database } from '../../../db'
import { AppError } from '../../../shared/errors'
import { isManager, MANAGE_MEMBERS, rankRefusal, type RankRefusal } from '../../../shared/policy/ranks'
import { refreshMemberships, refreshRoles } from '../../ingest'
import { fromClerkError } from '../clerk-errors'

/** What acting on members needs. */
export interface RankDeps { db: Database, clerk: ClerkClient }

/** Who acts, from the session, never from the client. */
export interface Actor { organizationId: string, userId: string }

const words: Record<RankRefusal, string> = {
  outranked: 'You cannot change or remove someone who may do more than you.',
  role_ceiling: 'You cannot give a role that may do more than your own.',
  last_admin: 'Somebody in the organization must keep the right to manage members.',
}

/** Clerk checks no rank, and the secret key stands above permissions: what is true of roles and people now is asked anew. */
async function freshRanks(deps: RankDeps, organizationId: string, userIds: string[]) {
  const [members] = await Promise.all([refreshMemberships(deps, organizationId, userIds), refreshRoles(deps)])
    .catch((error: unknown) => { throw fromClerkError(error) })
  const roles = await listMirroredRoles(deps.db)
  const permissionsOfRole = (key: string) => roles.find(role => role.key === key)?.permissions
  return {
    permissionsOfRole,
    permissionsOf: (userId: string) => {
      const member = members.get(userId)
      return member && (permissionsOfRole(member.role) ?? member.permissions)
    },
    managerRoles: roles.filter(({ permissions }) => isManager(permissions)).map(({ key }) => key),
  }
}

async function hasOtherManagers({ clerk }: RankDeps, organizationId: string, userId: string, role: string[]): Promise<boolean> {
  const { data } = await clerk.organizations.getOrganizationMembershipList({ organizationId, role, limit: 2 })
    .catch((error: unknown) => { throw fromClerkError(error) })
  return data.some(({ publicUserData }) => publicUserData?.userId !== userId)
}

/**
 * Lets an act on a membership pass, or throws. To be called in turn with the act itself (`inTurn`), so that nothing changes
 * between them within this process.
 *
 * @param by - who acts
 * @param userId - whom it is about; null for somebody who is to be invited
 * @param role - the key of the role to give; null to take their membership
 * @throws 403 permission_missing | outranked | role_ceiling, 404 not_found, 409 last_admin, 422 invalid_input, 429, 503
 */
export async function requireRank(deps: RankDeps, by: Actor, userId: string | null, role: string | null): Promise<void> {
  const ranks = await freshRanks(deps, by.organizationId, userId === null ? [by.userId] : [by.userId, userId])
  const own = ranks.permissionsOf(by.userId)
  if (!own) throw new AppError('not_found', 'This organization does not exist, or you are not a member of it.')
  const leaves = userId === by.userId && role === null
  if (!leaves && !isManager(own)) throw new AppError('permission_missing', 'Your role does not allow this any more.', { required: { permission: [MANAGE_MEMBERS] } })
  const held = userId === null ? [] : ranks.permissionsOf(userId)
  if (!held) throw new AppError('not_found', 'This person is not a member of the organization.')
  const given = role === null ? [] : ranks.permissionsOfRole(role)
  if (!given) throw new AppError('invalid_input', 'role: This role does not exist.', { issues: [{ path: 'role', message: 'This role does not exist.' }] })

  const needed = userId !== null && isManager(held) && !isManager(given)
  const otherManagers = !needed || await hasOtherManagers(deps, by.organizationId, userId, ranks.managerRoles)
  const refusal = rankRefusal({ own, held, given, otherManagers })
  if (refusal) throw new AppError(refusal, words[refusal])
}
