import type { Context } from '../../../core/context.ts'
import type { Client, Session, SessionActivity, SignIn, User } from '../../../core/entities.ts'
import { clerkError, nilParam, notFound, paramError } from '../../../core/errors.ts'
import { isVerified } from '../../../core/store.ts'
import { acceptInvitation, requireUsableInvitation } from '../../organizations/invitations.ts'
import { updateClient } from '../sessions/clients.ts'
import { checkCode, startCode } from '../verification/codes.ts'
import { firstFactors } from './factors.ts'
import { createSession, isLive } from '../sessions/sessions.ts'
import { acceptSignInToken } from './sign-in-tokens.ts'
import { readTicket } from './tickets.ts'
import { passwordMatches, setPassword } from '../users/users.ts'

/** What the browser sends with every step. */
export interface SignInStep {
  identifier?: string
  strategy?: string
  password?: string
  code?: string
  ticket?: string
  activity?: Partial<SessionActivity>
}

/** Starts a sign-in on a client; with a password or ticket it may finish at once. */
export function createSignIn(ctx: Context, client: Client, step: SignInStep): SignIn {
  const now = ctx.store.now()
  const signIn = ctx.store.signIns.insert({
    id: ctx.store.id('sia'), clientId: client.id, identifier: null, userId: null, status: 'needs_identifier', firstFactor: null,
    createdSessionId: null, abandonAt: now + 24 * 3600_000, createdAt: now, updatedAt: now,
  })
  try {
    if (step.ticket ?? step.strategy === 'ticket') signInByTicket(ctx, signIn, client, step)
    else if (step.identifier !== undefined) {
      identify(ctx, signIn, client, step.identifier)
      if (step.password !== undefined) attemptFirstFactor(ctx, signIn, { ...step, strategy: 'password' })
      else if (step.strategy === 'email_code') prepareFirstFactor(ctx, signIn, step.strategy)
    }
  }
  catch (error) {
    ctx.store.signIns.delete(signIn.id)
    throw error
  }
  updateClient(ctx, client.id, { signInId: signIn.id, signUpId: null })
  return signIn
}

/** The sign-in of this client, or 404. */
export function requireSignIn(ctx: Context, client: Client, id: string): SignIn {
  const signIn = ctx.store.signIns.get(id)
  if (!signIn || signIn.clientId !== client.id) throw notFound('No sign in was found for this client.')
  return signIn
}

/** Sends what the factor needs, such as the code. */
export function prepareFirstFactor(ctx: Context, signIn: SignIn, strategy: string, emailAddressId?: string): SignIn {
  const user = requireOpenUser(ctx, signIn)
  const factor = firstFactors(ctx, user, signIn).find(f => f.strategy === strategy)
  if (!factor || (strategy !== 'email_code' && strategy !== 'reset_password_email_code')) throw strategyInvalid(strategy)
  const wanted = emailAddressId || ('email_address_id' in factor ? factor.email_address_id : '')
  const email = user.emailAddresses.find(e => e.id === wanted && isVerified(e))
  if (!email) throw strategyInvalid(strategy)
  return ctx.store.signIns.update(signIn.id, { firstFactor: startCode(ctx, email.emailAddress, strategy), updatedAt: ctx.store.now() })
}

/** Proves the first factor; a proven one signs in, or asks for a new password. */
export function attemptFirstFactor(ctx: Context, signIn: SignIn, step: SignInStep): SignIn {
  const user = requireOpenUser(ctx, signIn)
  if (step.strategy === 'password') {
    if (!step.password) throw nilParam('password')
    if (!user.passwordDigest) throw paramError('password', 'strategy_for_user_invalid', 'Invalid verification strategy', 'The verification strategy is not valid for this account')
    if (!passwordMatches(user, step.password)) throw paramError('password', 'form_password_incorrect', 'Password is incorrect. Try again, or use another method.')
    signIn.firstFactor = { status: 'verified', strategy: 'password', attempts: 1, expireAt: null }
    return finish(ctx, signIn, user, step)
  }
  if (step.strategy === 'email_code' || step.strategy === 'reset_password_email_code') {
    checkCode(ctx, signIn.firstFactor?.strategy === step.strategy ? signIn.firstFactor : null, step.code)
    if (step.strategy === 'email_code') return finish(ctx, signIn, user, step)
    if (step.password) return resetPassword(ctx, signIn, step.password, step)
    return ctx.store.signIns.update(signIn.id, { status: 'needs_new_password', updatedAt: ctx.store.now() })
  }
  if (step.strategy === 'ticket') return signInByTicket(ctx, signIn, ctx.store.clients.get(signIn.clientId) as Client, step)
  throw strategyInvalid(step.strategy ?? '')
}

/** The last step of a password reset. */
export function resetPassword(ctx: Context, signIn: SignIn, password: string, step: SignInStep): SignIn {
  const user = requireOpenUser(ctx, signIn)
  if (signIn.firstFactor?.strategy !== 'reset_password_email_code' || signIn.firstFactor.status !== 'verified') {
    throw clerkError(400, 'reset_password_not_allowed', 'Password reset is not allowed', 'Prove your e-mail address before you reset the password.')
  }
  requireUnblocked(user)
  setPassword(ctx, user.id, password)
  return finish(ctx, signIn, user, step)
}

function identify(ctx: Context, signIn: SignIn, client: Client, identifier: string): User {
  if (!identifier.trim()) throw nilParam('identifier')
  const user = ctx.store.userByEmail(identifier.trim())
  if (!user) throw paramError('identifier', 'form_identifier_not_found', 'Couldn\'t find your account.')
  requireNotSignedIn(ctx, client, user)
  ctx.store.signIns.update(signIn.id, { identifier: identifier.trim().toLowerCase(), userId: user.id, status: 'needs_first_factor' })
  return user
}

/** The ticket of an invitation or of a sign-in token stands for the first factor. */
function signInByTicket(ctx: Context, signIn: SignIn, client: Client, step: SignInStep): SignIn {
  if (!step.ticket) throw nilParam('ticket')
  const ticket = readTicket(ctx, step.ticket)
  const invitation = ticket.kind === 'organization_invitation' ? ctx.store.invitations.get(ticket.sourceId) : undefined
  if (ticket.kind === 'organization_invitation' && !invitation) throw notFound('Organization invitation not found.')
  const user = ticket.kind === 'sign_in_token' ? ctx.store.users.get(ticket.userId) : ctx.store.userByEmail(invitation?.emailAddress ?? '')
  if (user) requireUnblocked(user)
  // A signed-in person's invitation is accepted on the spot, or was by its link: Clerk UI then goes on with the session they have.
  const signedIn = user && liveSessionOf(ctx, client, user)
  if (invitation && signedIn && invitation.acceptedUserId !== user.id) acceptInvitation(ctx, invitation, user.id)
  if (user) requireNotSignedIn(ctx, client, user)
  if (invitation) requireUsableInvitation(ctx, invitation)
  if (!user) throw paramError('identifier', 'form_identifier_not_found', 'Couldn\'t find your account.')
  signIn.firstFactor = { status: 'verified', strategy: 'ticket', attempts: null, expireAt: null }
  signIn.identifier = invitation?.emailAddress ?? user.emailAddresses[0]?.emailAddress ?? null
  if (invitation) acceptInvitation(ctx, invitation, user.id)
  else acceptSignInToken(ctx, ticket.sourceId)
  return finish(ctx, signIn, user, step)
}

function finish(ctx: Context, signIn: SignIn, user: User, step: SignInStep): SignIn {
  requireUnblocked(user)
  const session = createSession(ctx, { clientId: signIn.clientId, userId: user.id, activity: step.activity })
  updateClient(ctx, signIn.clientId, { lastAuthenticationStrategy: signIn.firstFactor?.strategy ?? null })
  return ctx.store.signIns.update(signIn.id, { status: 'complete', userId: user.id, createdSessionId: session.id, updatedAt: ctx.store.now() })
}

/** 403 for the banned and the locked; before anything changes for them. */
function requireUnblocked(user: User): void {
  if (user.banned) throw clerkError(403, 'user_banned', 'User banned', 'This account has been banned.')
  if (user.locked) throw clerkError(403, 'user_locked', 'Account locked', 'Your account is locked. You will be able to try again later.')
}

function requireOpenUser(ctx: Context, signIn: SignIn): User {
  const user = ctx.store.users.get(signIn.userId)
  if (signIn.status === 'complete') throw clerkError(400, 'sign_in_already_complete', 'This sign in has already been completed.')
  if (!user) throw clerkError(400, 'sign_in_identifier_missing', 'Identify yourself first.')
  return user
}

function liveSessionOf(ctx: Context, client: Client, user: User): Session | undefined {
  return client.sessionIds.map(id => ctx.store.sessions.get(id)).find(s => s?.userId === user.id && isLive(ctx, s))
}

function requireNotSignedIn(ctx: Context, client: Client, user: User): void {
  const session = liveSessionOf(ctx, client, user)
  if (session) {
    throw clerkError(400, 'identifier_already_signed_in', 'You\'re already signed in', 'You\'re already signed in', { param_name: 'identifier', session_id: session.id })
  }
}

const strategyInvalid = (strategy: string) => paramError('strategy', 'strategy_for_user_invalid', 'Invalid verification strategy', `The verification strategy ${strategy} is not valid for this account.`)
