import type { ClerkClient } from '@clerk/backend'
import type { Database } from '../../../db'
import { addressesInUse, findInvitation } from '../../../db'
import { AppError, type ErrorCode } from '../../../shared/errors'
import type { CreateInvitation, Invitation, InvitationOutcome, KnownAddresses } from '../../../shared/schemas/invitation'
import { mirrorInvitation } from '../../ingest'
import { fromClerkError } from '../clerk-errors'
import { inTurn } from './in-turn'
import { requireRank, type Actor } from './ranks'

interface Deps { db: Database, clerk: ClerkClient }

/** Refusals that concern one invitation of many. */
const ofOne: ReadonlySet<ErrorCode> = new Set(['already_a_member', 'already_invited', 'seat_limit_reached', 'invalid_input', 'role_ceiling', 'rate_limited'])

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
 * Invites several people, one after the other. What one is refused for doesn't stop the others, but for a limit on how many
 * may be sent: those that are left get it too.
 *
 * @throws 403 permission_missing, 404 not_found, 503: what concerns all of them
 */
export async function inviteMany(deps: Deps, by: Actor, invitations: readonly CreateInvitation[], redirectUrl: string): Promise<InvitationOutcome[]> {
  const outcomes: InvitationOutcome[] = []
  let limited: AppError | undefined
  for (const invitation of invitations) {
    const { emailAddress } = invitation
    const outcome = limited ?? await createInvitation(deps, by, invitation, redirectUrl).catch((error: unknown) => {
      if (error instanceof AppError && ofOne.has(error.code)) return error
      throw error
    })
    if (!(outcome instanceof AppError)) {
      outcomes.push({ emailAddress, invitation: outcome })
      continue
    }
    if (outcome.code === 'rate_limited') limited = outcome
    const { code, message, facts: { retryAfter } } = outcome
    outcomes.push({ emailAddress, refused: { code, message, retryAfter } })
  }
  return outcomes
}

/**
 * Sends an invitation anew, with a new link and a new expiry: Clerk has no way to resend, so the old one is revoked first.
 *
 * @throws 403 permission_missing | role_ceiling, 404 not_found, 409 invitation_not_pending | already_a_member | seat_limit_reached, 429, 503
 */
export async function resendInvitation(deps: Deps, by: Actor, id: string, redirectUrl: string): Promise<Invitation> {
  const { status, emailAddress, role } = await ownInvitation(deps.db, by.organizationId, id)
  if (status === 'accepted') throw new AppError('invitation_not_pending', 'This invitation was accepted.')
  // Before anything is revoked: a role that may not be given would leave the person without any invitation.
  await requireRank(deps, by, null, role)
  if (status === 'pending') await revokeInvitation(deps, by, id)
  return createInvitation(deps, by, { emailAddress, role }, redirectUrl)
}

/**
 * The link of a pending invitation, from Clerk: it isn't mirrored, because it lets its bearer in.
 *
 * @throws 404 not_found, 409 invitation_not_pending, 429, 503
 */
export async function invitationLink({ db, clerk }: Deps, by: Actor, id: string): Promise<{ url: string }> {
  await ownInvitation(db, by.organizationId, id)
  const { raw } = await clerk.organizations.getOrganizationInvitation({ organizationId: by.organizationId, invitationId: id })
    .catch((error: unknown) => { throw fromClerkError(error) })
  if (!raw?.url) throw new AppError('invitation_not_pending', 'This invitation is no longer pending.')
  return { url: raw.url }
}

/** Which addresses are in use here already, so that a person may see it before anything is sent. */
export async function knownAddresses(db: Database, organizationId: string, emailAddresses: readonly string[]): Promise<KnownAddresses> {
  const { members, invited } = await addressesInUse(db, organizationId)
  return { members: emailAddresses.filter(address => members.has(address)), invited: emailAddresses.filter(address => invited.has(address)) }
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
