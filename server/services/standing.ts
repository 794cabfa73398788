import type { ClerkClient } from '@clerk/backend'
import type { Database, MembershipRow } from '../../db'
import { findMembership, findOrganization } from '../../db'
import { fillOrganization, refreshMembership } from '../ingest'

/** What the verified session token says about the active organization. `issuedAt` in ms. */
export interface TokenStanding { orgId: string, userId: string, role: string, issuedAt: number }

/**
 * The organization and the membership of a session, read from the mirror and filled from Clerk where it has a gap.
 *
 * Newest evidence wins: a mirrored change later than the token's issue time beats the token; a token later than the
 * mirror makes the mirror refresh. With Clerk unreachable the mirror's row is believed.
 *
 * @returns undefined when the organization is gone or the person is not a member
 * @throws what the Backend API threw, when the mirror knows nothing and Clerk cannot be asked
 */
export async function findStanding(deps: { db: Database, clerk: ClerkClient }, token: TokenStanding) {
  const { db } = deps
  let organization = await findOrganization(db, token.orgId)
  if (!organization?.filledAt) {
    const mirrored = organization
    await fillOrganization(deps, token.orgId).catch((error: unknown) => { if (!mirrored) throw error })
    organization = await findOrganization(db, token.orgId)
  }
  if (!organization) return

  let membership = await findMembership(db, token.orgId, token.userId)
  if (!membership || isBehind(membership, token)) {
    const mirrored = membership
    membership = await refreshMembership(deps, token.orgId, token.userId).catch((error: unknown) => {
      if (!mirrored) throw error
      return mirrored
    })
  }
  if (!membership || membership.deletedAt !== null) return
  return { organization, membership, mirrorIsNewer: membership.updatedAt >= token.issuedAt }
}

/** Whether the token was issued after the row's last change and contradicts it. */
const isBehind = (row: MembershipRow, token: TokenStanding) =>
  (row.deletedAt ?? row.updatedAt) < token.issuedAt && (row.deletedAt !== null || row.role !== token.role)
