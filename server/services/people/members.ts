import { findMember, listMembers, type Database } from '../../../db'
import { AppError, type ErrorCode } from '../../../shared/errors'
import { MAX_PAGE_SIZE } from '../../../shared/schemas/common'
import type { Member, MemberFilter, MemberOutcome } from '../../../shared/schemas/member'
import { applyChanges, membershipDeleted, mirrorMembership } from '../../ingest'
import { fromClerkError } from '../clerk-errors'
import { inTurn } from './in-turn'
import { requireRank, type Actor, type RankDeps } from './ranks'

/**
 * One member of an organization.
 *
 * @throws 404 not_found
 */
export async function getMember(db: Database, orgId: string, userId: string): Promise<Member> {
  const member = await findMember(db, orgId, userId)
  if (!member) throw new AppError('not_found', 'This person is not a member of the organization.')
  return member
}

/**
 * Gives a member another role and mirrors Clerk's answer, so that the caller reads its own write.
 *
 * Acts on one organization run one after the other, each on what Clerk says by then: two people who demote each other at
 * once do not both succeed. Between processes Clerk itself keeps the last member who can manage (last_admin).
 *
 * @throws 403 permission_missing | outranked | role_ceiling, 404 not_found, 409 last_admin, 422 invalid_input, 429, 503
 */
export function changeRole(deps: RankDeps, by: Actor, userId: string, role: string): Promise<Member> {
  const { organizationId } = by
  return inTurn(organizationId, async () => {
    await requireRank(deps, by, userId, role)
    const before = await findMember(deps.db, organizationId, userId)
    const changed = await deps.clerk.organizations.updateOrganizationMembership({ organizationId, userId, role })
      .catch((error: unknown) => { throw fromClerkError(error) })
    await mirrorMembership(deps.db, changed.raw, before?.role === role ? undefined : { by: by.userId, kind: 'role_changed' })
    const member = await findMember(deps.db, organizationId, userId)
    if (!member) throw new AppError('not_found', 'This person is not a member of the organization any more.')
    return member
  })
}

/**
 * Ends a membership and mirrors that. Anybody may leave, which is to remove oneself, except the last who can manage members.
 *
 * @throws 403 permission_missing | outranked, 404 not_found, 409 last_admin | member_provisioned, 429, 503
 */
export function removeMember(deps: RankDeps, by: Actor, userId: string): Promise<void> {
  const { organizationId } = by
  return inTurn(organizationId, async () => {
    await requireRank(deps, by, userId, null)
    const { id } = await deps.clerk.organizations.deleteOrganizationMembership({ organizationId, userId })
      .catch((error: unknown) => { throw fromClerkError(error) })
    await deps.db.write(tx => applyChanges(tx, membershipDeleted({ id, organizationId, userId, actorId: by.userId }, Date.now())))
  })
}

/** Refusals that hold for whoever comes next, too. */
const ofAll: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['permission_missing', 'rate_limited', 'clerk_unavailable'])

/**
 * Gives members another role, or removes them (`role` null), one after the other, each by the rules of the single act. A
 * refusal that holds for all ends the work; those who are left are told the same, so that nothing done goes untold.
 */
export async function actOnMany(deps: RankDeps, by: Actor, userIds: readonly string[], role: string | null): Promise<MemberOutcome[]> {
  const outcomes: MemberOutcome[] = []
  let ended: AppError | undefined
  for (const userId of userIds) {
    const outcome: Member | AppError | undefined = ended ?? await (role === null ? removeMember(deps, by, userId) : changeRole(deps, by, userId, role))
      .then(member => member ?? undefined, (error: unknown) => {
        if (error instanceof AppError) return error
        throw error
      })
    if (!(outcome instanceof AppError)) {
      outcomes.push({ userId, member: outcome ?? null })
      continue
    }
    if (ofAll.has(outcome.code)) ended = outcome
    const { code, message, facts: { retryAfter } } = outcome
    outcomes.push({ userId, refused: { code, message, retryAfter } })
  }
  return outcomes
}

/** Titles of the columns of `memberRows`. */
export const memberColumns = ['First name', 'Last name', 'E-mail address', 'Role', 'Joined', 'User ID'] as const

/** Members for an export, read page by page. Times as ISO 8601 in UTC. */
export async function* memberRows(db: Database, orgId: string, filter: MemberFilter) {
  let cursor: string | undefined
  do {
    const { data, nextCursor } = await listMembers(db, orgId, { ...filter, cursor, limit: MAX_PAGE_SIZE })
    for (const { firstName, lastName, identifier, roleName, createdAt, userId } of data) yield [firstName, lastName, identifier, roleName, new Date(createdAt).toISOString(), userId]
    cursor = nextCursor ?? undefined
  } while (cursor)
}
