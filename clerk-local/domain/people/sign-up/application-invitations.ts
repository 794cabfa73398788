import type { Context } from '../../../core/context.ts'
import type { ApplicationInvitation, InvitationStatus, Metadata } from '../../../core/entities/index.ts'
import { clerkError, invalidParam, notFound } from '../../../core/errors.ts'
import { sendApplicationInvitationMail } from '../mail.ts'
import { isEmailAddress } from '../users/emails.ts'

const day = 24 * 3600_000

/** Whom to invite, and how. */
export interface ApplicationInvitationInput {
  emailAddress: string
  publicMetadata?: Metadata
  redirectUrl?: string | null
  expiresInDays?: number | null
  /** `false` makes the invitation without a mail. */
  notify?: boolean | null
  /** Invites although the person has an account or an invitation. */
  ignoreExisting?: boolean | null
}

/** Invites people to the application: all or none. 30 days by default (backend-api.yml). */
export function createApplicationInvitations(ctx: Context, inputs: ApplicationInvitationInput[]): ApplicationInvitation[] {
  const seen = new Set<string>()
  for (const input of inputs) {
    const address = input.emailAddress.trim().toLowerCase()
    if (!isEmailAddress(address)) throw invalidParam('email_address', 'Email address must be a valid email address.')
    const taken = !input.ignoreExisting && ctx.store.userByEmail(address)
    if (taken) throw clerkError(400, 'form_identifier_exists', 'already exists', 'That email address is taken. Please try another.', { param_name: 'email_address', email_addresses: [address] })
    const pending = ctx.store.applicationInvitations.by('emailAddress', address).some(i => applicationInvitationStatus(ctx, i) === 'pending')
    if (seen.has(address) || (pending && !input.ignoreExisting)) throw clerkError(400, 'duplicate_record', 'duplicate invitation', `There are already pending invitations for the following email addresses: ${address}`, { email_addresses: [address] })
    seen.add(address)
  }
  return inputs.map((input) => {
    const now = ctx.store.now()
    const invitation = ctx.store.applicationInvitations.insert({
      id: ctx.store.id('inv'), emailAddress: input.emailAddress.trim().toLowerCase(), status: 'pending', publicMetadata: input.publicMetadata ?? {},
      redirectUrl: input.redirectUrl ?? null, expiresAt: now + (input.expiresInDays ?? 30) * day, createdAt: now, updatedAt: now,
    })
    if (input.notify !== false) sendApplicationInvitationMail(ctx, invitation)
    return invitation
  })
}

/** `expired` by time alone. */
export function applicationInvitationStatus(ctx: Context, invitation: ApplicationInvitation): InvitationStatus {
  return invitation.status === 'pending' && invitation.expiresAt <= ctx.store.now() ? 'expired' : invitation.status
}

/** Takes a pending invitation back. */
export function revokeApplicationInvitation(ctx: Context, id: string): ApplicationInvitation {
  const invitation = ctx.store.applicationInvitations.get(id)
  if (!invitation) throw notFound(`No invitation was found with id ${id}.`)
  if (invitation.status === 'revoked') throw clerkError(400, 'invitation_already_revoked', 'already revoked', 'This invitation has already been revoked.')
  if (invitation.status === 'accepted') throw clerkError(400, 'invitation_already_accepted', 'already accepted', 'This invitation has already been accepted.')
  return ctx.store.applicationInvitations.update(id, { status: 'revoked', updatedAt: ctx.store.now() })
}

/** 400 unless the invitation can still be accepted. */
export function requireUsableApplicationInvitation(ctx: Context, invitation: ApplicationInvitation): void {
  const status = applicationInvitationStatus(ctx, invitation)
  if (status === 'accepted') throw clerkError(400, 'invitation_already_accepted', 'already accepted', 'This invitation has already been accepted. Try signing in instead.')
  if (status === 'revoked') throw clerkError(400, 'invitation_already_revoked', 'invitation revoked', 'This invitation has been revoked.')
  if (status === 'expired') throw clerkError(400, 'invitation_expired', 'invitation expired', 'This invitation has expired.')
}

/** Closes an invitation whose address signed up. */
export function acceptApplicationInvitation(ctx: Context, invitation: ApplicationInvitation): void {
  ctx.store.applicationInvitations.update(invitation.id, { status: 'accepted', updatedAt: ctx.store.now() })
}
