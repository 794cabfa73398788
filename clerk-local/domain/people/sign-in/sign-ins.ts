import type { Context } from '../../../core/context.ts'
import type { Client, SessionActivity, SignIn, User } from '../../../core/entities/index.ts'
import { clerkError, nilParam, notFound, paramError } from '../../../core/errors.ts'
import { isVerified } from '../../../core/store/store.ts'
import { ssoFactors } from '../../enterprise/connections/matching.ts'
import { prepareSignInSso, type SsoStep, ssoStrategy } from '../../enterprise/sso.ts'
import { signInByTransfer } from '../../enterprise/transfers.ts'
import { clientOf, updateClient } from '../sessions/clients.ts'
import { createSession, endSessions, type SessionInput } from '../sessions/sessions.ts'
import { checkPassword, requirePassword, setPassword } from '../users/passwords.ts'
import { checkCode, startCode } from '../verification/codes.ts'
import { startLink } from '../verification/links.ts'
import { firstFactors, signInFactors, strategyInvalid } from './factors.ts'
import { requireNotSignedIn, requireUnblocked } from './guards.ts'
import { takeTicket } from './ticket-sign-ins.ts'

/** What the browser sends with every step. */
export interface SignInStep extends SsoStep {
  identifier?: string
  strategy?: string
  password?: string
  code?: string
  ticket?: string
  emailAddressId?: string
  /** Goes on with what an identity provider proved to a sign-up. */
  transfer?: boolean
  /** Where the link of an e-mail leads in the end, or the way back from an identity provider. */
  redirectUrl?: string
  signOutOfOtherSessions?: boolean
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
    if (step.transfer) signInByTransfer(ctx, signIn, client)
    else if (step.ticket ?? step.strategy === 'ticket') signInByTicket(ctx, signIn, client, step)
    else if (step.identifier !== undefined) {
      identify(ctx, signIn, client, step.identifier)
      if (step.password !== undefined) attemptFirstFactor(ctx, signIn, { ...step, strategy: 'password' })
      // Single sign-on is always prepared by a call of its own.
      else if (step.strategy && !['password', ssoStrategy].includes(step.strategy)) prepareFirstFactor(ctx, signIn, step)
    }
  }
  catch (error) {
    ctx.store.signIns.delete(signIn.id)
    throw error
  }
  updateClient(ctx, client.id, { signInId: signIn.id, signUpId: null })
  return signIn
}

/** The sign-in of this client, or 404; an abandoned one is gone. */
export function requireSignIn(ctx: Context, client: Client, id: string): SignIn {
  const signIn = ctx.store.signIns.get(id)
  if (!signIn || signIn.clientId !== client.id || signIn.abandonAt <= ctx.store.now()) throw notFound('No sign in was found for this client.')
  return signIn
}

/** Sends what the factor needs: a code or a link. */
export function prepareFirstFactor(ctx: Context, signIn: SignIn, step: SignInStep): SignIn {
  if (step.strategy === ssoStrategy) return prepareSignInSso(ctx, requireOpen(signIn), step)
  const user = requireOpenUser(ctx, signIn)
  const { strategy = '' } = step
  const factor = firstFactors(ctx, user, signIn).find(f => f.strategy === strategy)
  const wanted = step.emailAddressId || factor?.email_address_id
  const email = user.emailAddresses.find(e => e.id === wanted && isVerified(e))
  if (!factor || !email) throw strategyInvalid(strategy)
  const firstFactor = strategy === 'email_link'
    ? startLink(ctx, email.emailAddress, step.redirectUrl, { kind: 'sign_in', sourceId: signIn.id, clientId: signIn.clientId, userId: user.id })
    : startCode(ctx, email.emailAddress, strategy === 'email_code' ? 'email_code' : 'reset_password_email_code')
  return ctx.store.signIns.update(signIn.id, { firstFactor, updatedAt: ctx.store.now() })
}

/** Proves the first factor; a proven one signs in, or asks for a new password. */
export function attemptFirstFactor(ctx: Context, signIn: SignIn, step: SignInStep): SignIn {
  if (step.strategy === 'ticket') return signInByTicket(ctx, requireOpen(signIn), clientOf(ctx, signIn), step)
  if (signIn.identifier && !signInFactors(ctx, signIn).some(factor => factor.strategy === step.strategy)) throw strategyInvalid(step.strategy ?? '')
  const user = requireOpenUser(ctx, signIn)
  if (step.strategy === 'password') {
    if (!step.password) throw nilParam('password')
    requireUnblocked(user)
    requirePassword(user, step.password)
    if (user.passwordCompromised) throw paramError('password', 'form_password_compromised', 'Password compromised', 'Your password may be compromised. To protect your account, please continue with an alternative sign-in method. You will be required to reset your password after signing in.')
    signIn.firstFactor = { status: 'verified', strategy: 'password', attempts: 1, expireAt: null }
    return finishSignIn(ctx, signIn, user, step)
  }
  if (step.strategy === 'email_code' || step.strategy === 'reset_password_email_code') {
    // Before the code is used up.
    if (step.strategy === 'reset_password_email_code' && step.password) checkPassword(step.password)
    checkCode(ctx, signIn.firstFactor?.strategy === step.strategy ? signIn.firstFactor : null, step.code)
    if (step.strategy === 'email_code') return finishSignIn(ctx, signIn, user, step)
    if (step.password) return resetPassword(ctx, signIn, step.password, step)
    return ctx.store.signIns.update(signIn.id, { status: 'needs_new_password', updatedAt: ctx.store.now() })
  }
  throw strategyInvalid(step.strategy ?? '')
}

/** The last step of a password reset. */
export function resetPassword(ctx: Context, signIn: SignIn, password: string, step: SignInStep): SignIn {
  const user = requireOpenUser(ctx, signIn)
  if (signIn.firstFactor?.strategy !== 'reset_password_email_code' || signIn.firstFactor.status !== 'verified') {
    throw clerkError(400, 'reset_password_not_allowed', 'Password reset is not allowed', 'Prove your e-mail address before you reset the password.')
  }
  requireUnblocked(user)
  requireNotSignedIn(ctx, clientOf(ctx, signIn), user)
  setPassword(ctx, user.id, password)
  if (step.signOutOfOtherSessions) endSessions(ctx, user.id)
  return finishSignIn(ctx, signIn, user, step)
}

/** Turns a proven sign-in into a session. An impersonator's is bound to who they are, and short. */
export function finishSignIn(ctx: Context, signIn: SignIn, user: User, step: Partial<Pick<SessionInput, 'activity' | 'organizationId' | 'actor' | 'sessionSeconds'>>): SignIn {
  requireUnblocked(user)
  // Another sign-in may have been faster. Impersonation goes on beside whatever sessions there are.
  if (!step.actor) requireNotSignedIn(ctx, clientOf(ctx, signIn), user)
  const session = createSession(ctx, { ...step, clientId: signIn.clientId, userId: user.id })
  updateClient(ctx, signIn.clientId, { lastAuthenticationStrategy: signIn.firstFactor?.strategy ?? null })
  return ctx.store.signIns.update(signIn.id, { status: 'complete', userId: user.id, createdSessionId: session.id, updatedAt: ctx.store.now() })
}

function signInByTicket(ctx: Context, signIn: SignIn, client: Client, step: SignInStep): SignIn {
  const { user, actor, sessionSeconds } = takeTicket(ctx, signIn, client, step.ticket)
  return finishSignIn(ctx, signIn, user, { ...step, actor, sessionSeconds })
}

function identify(ctx: Context, signIn: SignIn, client: Client, identifier: string): void {
  const text = identifier.trim()
  if (!text) throw nilParam('identifier')
  const user = ctx.store.userByEmail(text) ?? (ctx.settings.users.username ? ctx.store.users.find(u => u.username?.toLowerCase() === text.toLowerCase()) : undefined)
  // A newcomer of a domain with single sign-on: their identity provider will say who it is.
  if (!user && ssoFactors(ctx, text).length) return void ctx.store.signIns.update(signIn.id, { identifier: text.toLowerCase() })
  if (!user) throw paramError('identifier', 'form_identifier_not_found', 'Couldn\'t find your account.')
  requireNotSignedIn(ctx, client, user)
  ctx.store.signIns.update(signIn.id, { identifier: text.toLowerCase(), userId: user.id, status: 'needs_first_factor' })
}

function requireOpenUser(ctx: Context, signIn: SignIn): User {
  const user = ctx.store.users.get(requireOpen(signIn).userId)
  if (!user) throw clerkError(400, 'sign_in_identifier_missing', 'Identify yourself first.')
  return user
}

function requireOpen(signIn: SignIn): SignIn {
  if (signIn.status === 'complete') throw clerkError(400, 'sign_in_already_complete', 'This sign in has already been completed.')
  return signIn
}
