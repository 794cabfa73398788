import type { Context } from '../../../core/context.ts'
import type { Client, Metadata, SessionActivity, SignUp } from '../../../core/entities/index.ts'
import { clerkError, invalidParam, notFound, paramError } from '../../../core/errors.ts'
import { joinOrganization, linkAccount, requireSeatForSso } from '../../enterprise/accounts.ts'
import { ssoFactors } from '../../enterprise/connections/matching.ts'
import { prepareSignUpSso, provenConnection, type SsoStep, ssoStrategy } from '../../enterprise/sso.ts'
import { signUpByTransfer } from '../../enterprise/transfers.ts'
import { acceptInvitation, requireAcceptable, requireUsableInvitation } from '../../organizations/invitations.ts'
import { updateClient } from '../sessions/clients.ts'
import { createSession } from '../sessions/sessions.ts'
import { invalidTicket, readTicket } from '../sign-in/tickets.ts'
import { digestPassword } from '../users/digests.ts'
import { requireFreeEmail } from '../users/emails.ts'
import { checkPassword } from '../users/passwords.ts'
import { createUser, requireFreeNames } from '../users/users.ts'
import { checkCode, startCode } from '../verification/codes.ts'
import { startLink } from '../verification/links.ts'
import { acceptApplicationInvitation, requireUsableApplicationInvitation } from './application-invitations.ts'
import { signUpFields } from './sign-up-fields.ts'

/** What the browser may give, in any step. */
export interface SignUpStep extends SsoStep {
  emailAddress?: string
  password?: string
  firstName?: string
  lastName?: string
  username?: string
  unsafeMetadata?: Metadata
  ticket?: string
  strategy?: string
  /** Goes on with what an identity provider proved to a sign-in. */
  transfer?: boolean
  legalAccepted?: boolean
  activity?: Partial<SessionActivity>
}

/** How the address is to be proven. */
export interface SignUpVerification { strategy?: string, redirectUrl?: string }

/** Starts a sign-up on a client. */
export function createSignUp(ctx: Context, client: Client, step: SignUpStep): SignUp {
  const now = ctx.store.now()
  const signUp: SignUp = {
    id: ctx.store.id('sua'), clientId: client.id, status: 'missing_requirements', emailAddress: null, emailVerification: null, passwordDigest: null,
    firstName: null, lastName: null, username: null, unsafeMetadata: {}, legalAcceptedAt: null, invitationId: null, applicationInvitationId: null,
    createdSessionId: null, createdUserId: null, abandonAt: now + 24 * 3600_000, createdAt: now, updatedAt: now,
  }
  if (step.ticket) useInvitation(ctx, signUp, step.ticket)
  if (step.transfer) signUpByTransfer(ctx, signUp, client)
  requireMaySignUp(ctx, signUp, step.emailAddress)
  fill(ctx, signUp, step)
  if (step.strategy === ssoStrategy) prepareSignUpSso(ctx, signUp, step)
  ctx.store.signUps.insert(signUp)
  updateClient(ctx, client.id, { signUpId: signUp.id, signInId: null })
  return finishSignUp(ctx, signUp, step)
}

/** The sign-up of this client, or 404; an abandoned one is gone. */
export function requireSignUp(ctx: Context, client: Client, id: string): SignUp {
  const signUp = ctx.store.signUps.get(id)
  if (!signUp || signUp.clientId !== client.id || signUp.abandonAt <= ctx.store.now()) throw notFound('No sign up attempt was found.')
  return signUp
}

/** Adds what was missing. */
export function updateSignUp(ctx: Context, signUp: SignUp, step: SignUpStep): SignUp {
  requireOpen(signUp)
  // On a copy, so that a refused field leaves nothing of the others.
  const draft = { ...signUp }
  if (step.ticket) useInvitation(ctx, draft, step.ticket)
  requireMaySignUp(ctx, draft, step.emailAddress)
  fill(ctx, draft, step)
  if (step.strategy === ssoStrategy) prepareSignUpSso(ctx, draft, step)
  return finishSignUp(ctx, ctx.store.signUps.update(signUp.id, draft), step)
}

/** Mails the code, or the link. */
export function prepareSignUpVerification(ctx: Context, signUp: SignUp, { strategy = 'email_code', redirectUrl }: SignUpVerification): SignUp {
  requireOpen(signUp)
  if (!signUp.emailAddress) throw clerkError(400, 'sign_up_email_missing', 'Give an email address first.')
  if (strategy !== 'email_code' && !(strategy === 'email_link' && ctx.settings.signIn.emailLink)) throw invalidParam('strategy', `The verification strategy ${strategy} is not on for email addresses.`)
  const emailVerification = strategy === 'email_link'
    ? startLink(ctx, signUp.emailAddress, redirectUrl, { kind: 'sign_up', sourceId: signUp.id, clientId: signUp.clientId, userId: null })
    : startCode(ctx, signUp.emailAddress)
  return ctx.store.signUps.update(signUp.id, { emailVerification, updatedAt: ctx.store.now() })
}

/** Checks the code; a complete sign-up becomes a user and a session. */
export function attemptSignUpVerification(ctx: Context, signUp: SignUp, code: string | undefined, step: SignUpStep): SignUp {
  requireOpen(signUp)
  checkCode(ctx, signUp.emailVerification, code)
  return finishSignUp(ctx, signUp, step)
}

/** The invitation's ticket proves its address (Clerk: the mail was read). */
function useInvitation(ctx: Context, signUp: SignUp, token: string): void {
  const { kind, sourceId } = readTicket(ctx, token)
  const invitation = kind === 'organization_invitation' ? ctx.store.invitations.get(sourceId) : undefined
  const toApplication = kind === 'invitation' ? ctx.store.applicationInvitations.get(sourceId) : undefined
  if (!invitation && !toApplication) throw invalidTicket()
  if (invitation) requireUsableInvitation(ctx, invitation)
  if (toApplication) requireUsableApplicationInvitation(ctx, toApplication)
  signUp.emailAddress = requireFreeEmail(ctx, (invitation ?? toApplication)?.emailAddress ?? '')
  signUp.invitationId = invitation?.id ?? null
  signUp.applicationInvitationId = toApplication?.id ?? null
  signUp.emailVerification = { status: 'verified', strategy: 'ticket', attempts: null, expireAt: null }
}

function fill(ctx: Context, signUp: SignUp, step: SignUpStep): void {
  if (step.emailAddress !== undefined && step.emailAddress.trim().toLowerCase() !== signUp.emailAddress) {
    requireInvitedAddress(signUp, step.emailAddress.trim().toLowerCase())
    if (provenConnection(ctx, signUp)) throw paramError('email_address', 'form_param_value_invalid', 'is invalid', 'The email address must be the one the identity provider told.')
    signUp.emailAddress = requireFreeEmail(ctx, step.emailAddress)
    signUp.emailVerification = null
    signUp.externalVerification = undefined
  }
  if (step.password) signUp.passwordDigest = digestPassword(checkPassword(step.password))
  if (step.firstName !== undefined) signUp.firstName = step.firstName || null
  if (step.lastName !== undefined) signUp.lastName = step.lastName || null
  if (step.username !== undefined) {
    requireFreeNames(ctx, { username: step.username })
    signUp.username = step.username || null
  }
  if (step.unsafeMetadata) signUp.unsafeMetadata = step.unsafeMetadata
  if (step.legalAccepted) signUp.legalAcceptedAt = ctx.store.now()
  signUp.updatedAt = ctx.store.now()
}

/** 422 when somebody invited would come with another address. */
export function requireInvitedAddress(signUp: SignUp, emailAddress: string): void {
  const invited = signUp.invitationId ?? signUp.applicationInvitationId
  if (invited && emailAddress !== signUp.emailAddress) throw paramError('email_address', 'form_param_value_invalid', 'is invalid', 'The email address must be the one that was invited.')
}

/** Makes the user and signs them in, once nothing is missing; refusals leave the sign-up as it was. */
export function finishSignUp(ctx: Context, signUp: SignUp, step: SignUpStep): SignUp {
  const fields = signUpFields(ctx, signUp)
  if (fields.missing.length || fields.unverified.length || !signUp.emailAddress) return signUp
  const invitation = ctx.store.invitations.get(signUp.invitationId)
  if (signUp.invitationId && !invitation) throw notFound('Organization invitation not found.')
  if (invitation) requireAcceptable(ctx, invitation)
  const toApplication = ctx.store.applicationInvitations.get(signUp.applicationInvitationId)
  if (toApplication) requireUsableApplicationInvitation(ctx, toApplication)
  const sso = provenConnection(ctx, signUp)
  if (sso && invitation?.organizationId !== sso.connection.organizationId) requireSeatForSso(ctx, sso.connection)
  const user = createUser(ctx, {
    emailAddresses: [signUp.emailAddress],
    kept: signUp.passwordDigest === null ? null : { digest: signUp.passwordDigest, hasher: 'local' },
    verification: signUp.emailVerification ?? undefined,
    profile: {
      firstName: signUp.firstName,
      lastName: signUp.lastName,
      username: signUp.username,
      unsafeMetadata: signUp.unsafeMetadata,
      publicMetadata: toApplication?.publicMetadata ?? {},
      legalAcceptedAt: signUp.legalAcceptedAt,
    },
  })
  if (invitation) acceptInvitation(ctx, invitation, user.id)
  if (toApplication) acceptApplicationInvitation(ctx, toApplication)
  if (sso) {
    linkAccount(ctx, sso.connection, user, sso.identity)
    joinOrganization(ctx, sso.connection, user.id)
  }
  const session = createSession(ctx, { clientId: signUp.clientId, userId: user.id, activity: step.activity })
  updateClient(ctx, signUp.clientId, { lastAuthenticationStrategy: signUp.passwordDigest ? 'password' : signUp.emailVerification?.strategy ?? null })
  return ctx.store.signUps.update(signUp.id, { status: 'complete', createdUserId: user.id, createdSessionId: session.id, updatedAt: ctx.store.now() })
}

/** 403 where sign-ups are for the invited and for people of a domain with single sign-on. */
function requireMaySignUp(ctx: Context, signUp: SignUp, emailAddress = signUp.emailAddress ?? ''): void {
  if (ctx.settings.signUp.mode !== 'restricted' || signUp.invitationId || signUp.applicationInvitationId || ssoFactors(ctx, emailAddress.trim()).length) return
  throw clerkError(403, 'sign_up_mode_restricted', 'Sign ups are currently disabled. If you believe you should have access, please contact support.')
}

function requireOpen(signUp: SignUp): void {
  if (signUp.status === 'complete') throw clerkError(400, 'sign_up_already_complete', 'This sign up has already been completed.')
}
