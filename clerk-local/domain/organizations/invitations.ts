import type { Context } from '../../core/context.ts'
import type { InvitationStatus, Metadata, OrganizationInvitation, OrganizationMembership } from '../../core/entities/index.ts'
import { clerkError, invalidParam, nilParam } from '../../core/errors.ts'
import { changed } from '../changes.ts'
import { sendInvitationMail } from '../people/mail.ts'
import { isEmailAddress } from '../people/users/emails.ts'
import { invitationStatus, pendingInvitations } from './counts.ts'
import { addMember, findMembership, requireSeats } from './memberships.ts'
import { requireOrganization } from './organizations.ts'
import { requireRole } from './roles.ts'

const day = 24 * 3600 * 1000

export interface InvitationInput {
  emailAddress: string
  role: string
  inviterUserId?: string | null
  redirectUrl?: string | null
  publicMetadata?: Metadata
  privateMetadata?: Metadata
  expiresInDays?: number
  /** Backend API: `false` makes the invitation without a mail. */
  notify?: boolean
  /** The verified domain that invites. */
  domainId?: string
}

/** Invites one person. 30 days by default, one pending invitation an address, seats checked. */
export function createInvitation(ctx: Context, organizationId: string, input: InvitationInput): OrganizationInvitation {
  return createInvitations(ctx, organizationId, [input])[0] as OrganizationInvitation
}

/** Invites several at once: all or none. Each API caps the number itself. */
export function createInvitations(ctx: Context, organizationId: string, inputs: InvitationInput[]): OrganizationInvitation[] {
  const organization = requireOrganization(ctx, organizationId)
  const pending = new Set(pendingInvitations(ctx, organization.id).map(i => i.emailAddress))
  const duplicates: string[] = []
  for (const input of inputs) {
    const email = input.emailAddress.trim().toLowerCase()
    if (!email) throw nilParam('email_address')
    if (!isEmailAddress(email)) throw invalidParam('email_address', 'Email address must be a valid email address.')
    requireRole(ctx, organization, input.role)
    const user = ctx.store.userByEmail(email)
    if (user && findMembership(ctx, organization.id, user.id)) {
      throw clerkError(400, 'already_a_member_in_organization', 'already a member', `${email} is already a member of the organization.`, { param_name: 'email_address', email_addresses: [email] })
    }
    if (pending.has(email)) duplicates.push(email)
    pending.add(email)
  }
  if (duplicates.length) {
    throw clerkError(400, 'organization_invitation_not_unique', 'organization invitation not unique', 'Organizations cannot have duplicate pending invitations for an email address.', { email_addresses: duplicates })
  }
  requireSeats(ctx, organization.id, inputs.length)
  return inputs.map((input) => {
    const now = ctx.store.now()
    const invitation = ctx.store.invitations.insert({
      id: ctx.store.id('orginv'),
      organizationId: organization.id,
      emailAddress: input.emailAddress.trim().toLowerCase(),
      role: input.role,
      status: 'pending',
      inviterUserId: input.inviterUserId ?? null,
      redirectUrl: input.redirectUrl ?? null,
      domainId: input.domainId ?? null,
      acceptedUserId: null,
      publicMetadata: input.publicMetadata ?? {},
      privateMetadata: input.privateMetadata ?? {},
      expiresAt: now + (input.expiresInDays ?? 30) * day,
      createdAt: now,
      updatedAt: now,
    })
    changed.invitation(ctx, 'created', invitation)
    if (input.notify !== false) sendInvitationMail(ctx, invitation)
    return invitation
  })
}

/** 404 for an invitation by id (Clerk's error index, as every code here). */
export const invitationNotFound = (id: string) => clerkError(404, 'organization_invitation_not_found', 'not found', `No invitation found with id ${id}.`)

/** An invitation of the organization, or 404. */
export function requireInvitation(ctx: Context, organizationId: string, invitationId: string): OrganizationInvitation {
  const invitation = ctx.store.invitations.get(invitationId)
  if (!invitation || invitation.organizationId !== organizationId) throw invitationNotFound(invitationId)
  return invitation
}

/** Takes a pending invitation back. */
export function revokeInvitation(ctx: Context, organizationId: string, invitationId: string): OrganizationInvitation {
  const invitation = requireInvitation(ctx, organizationId, invitationId)
  if (invitationStatus(ctx, invitation) !== 'pending') {
    throw clerkError(404, 'organization_invitation_not_pending', 'not pending', 'The organization invitation is not in the \'pending\' status.')
  }
  ctx.store.invitations.update(invitation.id, { status: 'revoked', updatedAt: ctx.store.now() })
  changed.invitation(ctx, 'revoked', invitation)
  return invitation
}

/** Makes the user a member with the invitation's role and closes it. */
export function acceptInvitation(ctx: Context, invitation: OrganizationInvitation, userId: string): OrganizationMembership {
  requireUsableInvitation(ctx, invitation)
  const existing = findMembership(ctx, invitation.organizationId, userId)
  const { updatedAt } = invitation
  ctx.store.invitations.update(invitation.id, { status: 'accepted', acceptedUserId: userId, updatedAt: ctx.store.now() })
  try {
    const membership = existing ?? addMember(ctx, {
      organizationId: invitation.organizationId,
      userId,
      role: invitation.role,
      publicMetadata: invitation.publicMetadata,
      privateMetadata: invitation.privateMetadata,
    })
    changed.invitationAccepted(ctx, invitation, userId)
    return membership
  }
  catch (error) {
    ctx.store.invitations.update(invitation.id, { status: 'pending', acceptedUserId: null, updatedAt })
    throw error
  }
}

/** Refuses what accepting would refuse, for a newcomer who isn't made yet. */
export function requireAcceptable(ctx: Context, invitation: OrganizationInvitation): void {
  requireUsableInvitation(ctx, invitation)
  requireRole(ctx, requireOrganization(ctx, invitation.organizationId), invitation.role)
  requireSeats(ctx, invitation.organizationId, 1, 1)
}

/** 400 unless the invitation can still be accepted. */
export function requireUsableInvitation(ctx: Context, invitation: OrganizationInvitation): void {
  const status = invitationStatus(ctx, invitation)
  if (status === 'accepted') throw clerkError(400, 'organization_invitation_already_accepted', 'invitation has already been accepted', 'This invitation has already been accepted. Sign in instead.')
  if (status === 'revoked') throw clerkError(400, 'organization_invitation_revoked_code', 'invitation has been revoked', 'This invitation has been revoked and cannot be used anymore.')
  if (status === 'expired') throw clerkError(400, 'organization_invitation_expired', 'invitation expired', 'This invitation has expired.')
}

/** All there are, for filters. */
export const invitationStatuses = ['pending', 'accepted', 'revoked', 'expired'] as const satisfies InvitationStatus[]

/** Invitations of an organization, newest first. */
export function listInvitations(ctx: Context, organizationId: string, filter: { statuses?: InvitationStatus[], emailAddress?: string, query?: string } = {}): OrganizationInvitation[] {
  return ctx.store.invitations.by('organizationId', organizationId).filter(i =>
    (!filter.statuses?.length || filter.statuses.includes(invitationStatus(ctx, i)))
    && (!filter.emailAddress || i.emailAddress === filter.emailAddress.toLowerCase())
    && (!filter.query || i.emailAddress.includes(filter.query.toLowerCase()) || i.id === filter.query)).reverse()
}

/** Invitations waiting for a user, by their verified addresses, newest first. */
export function invitationsForUser(ctx: Context, userId: string, statuses: readonly InvitationStatus[] = ['pending']): OrganizationInvitation[] {
  const user = ctx.store.users.get(userId)
  const addresses = user?.emailAddresses.filter(e => e.verification?.status === 'verified').map(e => e.emailAddress.toLowerCase()) ?? []
  return addresses.flatMap(address => ctx.store.invitations.by('emailAddress', address))
    .filter(i => statuses.includes(invitationStatus(ctx, i)))
    .sort((a, b) => b.createdAt - a.createdAt)
}
