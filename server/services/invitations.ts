import type { ClerkClient } from '@clerk/backend'
import type { Database } from '../../db'
import { findInvitation } from '../../db'
import { AppError } from '../../shared/errors'
import type { CreateInvitation, Invitation } from '../../shared/schemas/invitation'
import { mirrorInvitation } from '../ingest'
import { fromClerkError } from './clerk-errors'
import { inTurn } from './in-turn'
import { requireRank, type Actor } from './ranks'

interface Deps { db: Database, clerk: ClerkClient }

/** The mirrored invitation, which must be the organization's own. */
async function ownInvitation(db: Database, organizationId: string, id: string): Promise<Invitation> {
  const invitation = await findInvitation(db, organizationId, id)
  if (!invitation) throw new AppError('not_found', 'This invitation does not exist.')
  return invitation
}

/**
 * Invites a person by e-mail and mirrors Clerk's answer, so that the caller reads its own write.
 *
 * Checked and done in turn with what changes roles here: an inviter whose role was lowered a moment ago passes no more.
 *
 * @param by - organization and inviter from the session, never from the client
 * @param redirectUrl - where Clerk's link leads once the ticket is checked
 * @throws 403 permission_missing | role_ceiling, 404 not_found, 409 seat_limit_reached | already_a_member | already_invited, 422 invalid_input, 429, 503
 */
export async function createInvitation(
  { db, clerk }: Deps,
  by: Actor,
  { emailAddress, role }: CreateInvitation,
  redirectUrl: string,
): Promise<Invitation> {
  return inTurn(by.organizationId, async () => {
    await requireRank({ db, clerk }, by, null, role)
    const created = await clerk.organizations.createOrganizationInvitation({
      organizationId: by.organizationId, inviterUserId: by.userId, emailAddress, role, redirectUrl,
    }).catch((error: unknown) => { throw fromClerkError(error) })
    await mirrorInvitation(db, created.raw, { by: by.userId, kind: 'invitation_created' })
    return ownInvitation(db, by.organizationId, created.id)
  })
}

/**
 * Revokes a pending invitation of the organization and mirrors Clerk's answer.
 *
 * @throws 404 not_found, 409 invitation_not_pending, 429, 503
 */
export async function revokeInvitation(
  { db, clerk }: Deps,
  by: Actor,
  id: string,
): Promise<Invitation> {
  const invitation = await ownInvitation(db, by.organizationId, id)
  if (invitation.status !== 'pending') throw new AppError('invitation_not_pending', 'This invitation is no longer pending.')
  const revoked = await clerk.organizations.revokeOrganizationInvitation({
    organizationId: by.organizationId, invitationId: id, requestingUserId: by.userId,
  }).catch((error: unknown) => { throw fromClerkError(error) })
  await mirrorInvitation(db, revoked.raw, { by: by.userId, kind: 'invitation_revoked' })
  return ownInvitation(db, by.organizationId, id)
}
