import { findMembership, findOrganization, type MembershipRow, type OrganizationRow } from '../../db'
import { mirrorOrganization } from './answer'
import { applyChanges } from './apply'
import { isNotFound, SETTLING, type FillDeps } from './fill'
import { membershipDeleted, projectMembership } from './project'

/**
 * Asks Clerk for one membership and mirrors the answer.
 *
 * A mirrored membership that Clerk does not list any more gets its tombstone.
 *
 * @returns the mirrored row, or undefined when Clerk says that the person is not a member
 * @throws what the Backend API threw
 */
export async function refreshMembership({ db, clerk }: FillDeps, organizationId: string, userId: string): Promise<MembershipRow | undefined> {
  const mirrored = await findMembership(db, organizationId, userId)
  const seenAt = Date.now()
  const data = await clerk.organizations.getOrganizationMembershipList({ organizationId, userId: [userId] })
    .then(page => page.data, (error: unknown) => {
      if (isNotFound(error)) return []
      throw error
    })
  const changes = data.flatMap(({ raw }) => projectMembership(raw, seenAt))
  if (mirrored?.deletedAt === null && mirrored.createdAt < seenAt - SETTLING && !data.some(({ id }) => id === mirrored.id))
    changes.push(membershipDeleted(mirrored.id, seenAt))
  await db.write(tx => applyChanges(tx, changes))
  return data.length ? findMembership(db, organizationId, userId) : undefined
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
