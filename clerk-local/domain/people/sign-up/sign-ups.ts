import type { Context } from '../../../core/context.ts'
import type { Client, Metadata, SessionActivity, SignUp } from '../../../core/entities.ts'
import { clerkError, notFound, paramError } from '../../../core/errors.ts'
import { acceptInvitation, requireAcceptable, requireUsableInvitation } from '../../organizations/invitations.ts'
import { updateClient } from '../sessions/clients.ts'
import { checkCode, startCode } from '../verification/codes.ts'
import { createSession } from '../sessions/sessions.ts'
import { signUpFields } from './sign-up-fields.ts'
import { readTicket } from '../sign-in/tickets.ts'
import { checkPassword, createUser, digestPassword, requireFreeEmail } from '../users/users.ts'

/** What the browser may give, in any step. */
export interface SignUpStep {
  emailAddress?: string
  password?: string
  firstName?: string
  lastName?: string
  username?: string
  unsafeMetadata?: Metadata
  ticket?: string
  legalAccepted?: boolean
  activity?: Partial<SessionActivity>
}

/** Starts a sign-up on a client. */
export function createSignUp(ctx: Context, client: Client, step: SignUpStep): SignUp {
  const now = ctx.store.now()
  const signUp: SignUp = {
    id: ctx.store.id('sua'), clientId: client.id, status: 'missing_requirements', emailAddress: null, emailVerification: null, passwordDigest: null,
    firstName: null, lastName: null, username: null, unsafeMetadata: {}, legalAcceptedAt: null, invitationId: null, applicationInvitationId: null, externalId: null,
    createdSessionId: null, createdUserId: null, abandonAt: now + 24 * 3600_000, createdAt: now, updatedAt: now,
  }
  if (step.ticket) useInvitation(ctx, signUp, step.ticket)
  if (ctx.settings.signUp.mode === 'restricted' && !signUp.invitationId) throw clerkError(403, 'sign_up_mode_restricted', 'Sign ups are currently disabled. If you believe you should have access, please contact support.')
  fill(ctx, signUp, step)
  ctx.store.signUps.insert(signUp)
  updateClient(ctx, client.id, { signUpId: signUp.id, signInId: null })
  return finishIfReady(ctx, signUp, step)
}

/** The sign-up of this client, or 404. */
export function requireSignUp(ctx: Context, client: Client, id: string): SignUp {
  const signUp = ctx.store.signUps.get(id)
  if (!signUp || signUp.clientId !== client.id) throw notFound('No sign up attempt was found.')
  return signUp
}

/** Adds what was missing. */
export function updateSignUp(ctx: Context, signUp: SignUp, step: SignUpStep): SignUp {
  requireOpen(signUp)
  if (step.ticket) useInvitation(ctx, signUp, step.ticket)
  fill(ctx, signUp, step)
  return finishIfReady(ctx, signUp, step)
}

/** Mails the code. */
export function prepareSignUpVerification(ctx: Context, signUp: SignUp): SignUp {
  requireOpen(signUp)
  if (!signUp.emailAddress) throw clerkError(400, 'sign_up_email_missing', 'Give an email address first.')
  return ctx.store.signUps.update(signUp.id, { emailVerification: startCode(ctx, signUp.emailAddress), updatedAt: ctx.store.now() })
}

/** Checks the code; a complete sign-up becomes a user and a session. */
export function attemptSignUpVerification(ctx: Context, signUp: SignUp, code: string | undefined, step: SignUpStep): SignUp {
  requireOpen(signUp)
  checkCode(ctx, signUp.emailVerification, code)
  return finishIfReady(ctx, signUp, step)
}

/** The invitation's ticket proves its address (Clerk: the mail was read). */
function useInvitation(ctx: Context, signUp: SignUp, token: string): void {
  const ticket = readTicket(ctx, token)
  const invitation = ticket.kind === 'organization_invitation' ? ctx.store.invitations.get(ticket.sourceId) : undefined
  if (!invitation) throw clerkError(400, 'ticket_invalid_code', 'Ticket is invalid', 'The ticket is invalid. Ask for a new one.', { param_name: 'ticket' })
  requireUsableInvitation(ctx, invitation)
  signUp.invitationId = invitation.id
  signUp.emailAddress = requireFreeEmail(ctx, invitation.emailAddress)
  signUp.emailVerification = { status: 'verified', strategy: 'ticket', attempts: null, expireAt: null }
}

function fill(ctx: Context, signUp: SignUp, step: SignUpStep): void {
  if (step.emailAddress !== undefined && step.emailAddress.trim().toLowerCase() !== signUp.emailAddress) {
    if (signUp.invitationId) throw paramError('email_address', 'form_param_value_invalid', 'is invalid', 'The email address must be the one that was invited.')
    signUp.emailAddress = requireFreeEmail(ctx, step.emailAddress)
    signUp.emailVerification = null
  }
  if (step.password) signUp.passwordDigest = digestPassword(checkPassword(step.password))
  if (step.firstName !== undefined) signUp.firstName = step.firstName || null
  if (step.lastName !== undefined) signUp.lastName = step.lastName || null
  if (step.username !== undefined) signUp.username = step.username || null
  if (step.unsafeMetadata) signUp.unsafeMetadata = step.unsafeMetadata
  if (step.legalAccepted) signUp.legalAcceptedAt = ctx.store.now()
  signUp.updatedAt = ctx.store.now()
}

function finishIfReady(ctx: Context, signUp: SignUp, step: SignUpStep): SignUp {
  const fields = signUpFields(ctx, signUp)
  if (fields.missing.length || fields.unverified.length || !signUp.emailAddress) return signUp
  const invitation = ctx.store.invitations.get(signUp.invitationId)
  if (signUp.invitationId && !invitation) throw notFound('Organization invitation not found.')
  if (invitation) requireAcceptable(ctx, invitation)
  const user = createUser(ctx, {
    emailAddresses: [signUp.emailAddress],
    passwordDigest: signUp.passwordDigest,
    firstName: signUp.firstName,
    lastName: signUp.lastName,
    username: signUp.username,
    unsafeMetadata: signUp.unsafeMetadata,
    legalAcceptedAt: signUp.legalAcceptedAt,
    strategy: signUp.emailVerification?.strategy,
  })
  if (invitation) acceptInvitation(ctx, invitation, user.id)
  const session = createSession(ctx, { clientId: signUp.clientId, userId: user.id, activity: step.activity })
  updateClient(ctx, signUp.clientId, { lastAuthenticationStrategy: signUp.passwordDigest ? 'password' : 'email_code' })
  return ctx.store.signUps.update(signUp.id, { status: 'complete', createdUserId: user.id, createdSessionId: session.id, updatedAt: ctx.store.now() })
}

function requireOpen(signUp: SignUp): void {
  if (signUp.status === 'complete') throw clerkError(400, 'sign_up_already_complete', 'This sign up has already been completed.')
}
