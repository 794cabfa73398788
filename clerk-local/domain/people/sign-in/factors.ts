import type { FactorObject } from '../../../contract/objects/people/attempts.ts'
import type { Context } from '../../../core/context.ts'
import type { SignIn, User } from '../../../core/entities/index.ts'
import { paramError } from '../../../core/errors.ts'
import { isVerified } from '../../../core/store/store.ts'
import { ssoFactors } from '../../enterprise/connections/matching.ts'

/** First factors a user can sign in with, the password first as Clerk lists them. */
export function firstFactors(ctx: Context, user: User, signIn?: SignIn): FactorObject[] {
  const { password, emailCode, emailLink } = ctx.settings.signIn
  const byEmail = emailFactor(user, signIn?.identifier)
  const bySso = signIn && byEmail ? ssoFactors(ctx, byEmail.safe_identifier) : []
  if (bySso.length) return bySso
  return [
    ...(password && user.passwordDigest ? [{ strategy: 'password' }] : []),
    ...(emailCode && byEmail ? [{ strategy: 'email_code', ...byEmail }] : []),
    ...(emailLink && byEmail ? [{ strategy: 'email_link', ...byEmail }] : []),
    ...(password && byEmail ? [{ strategy: 'reset_password_email_code', ...byEmail }] : []),
  ]
}

/** The factors of a running sign-in; somebody unknown has those of their domain only. */
export function signInFactors(ctx: Context, signIn: SignIn): FactorObject[] {
  const user = ctx.store.users.get(signIn.userId)
  return user ? firstFactors(ctx, user, signIn) : ssoFactors(ctx, signIn.identifier ?? '')
}

/** 422 for a way to prove oneself that isn't this person's. */
export const strategyInvalid = (strategy: string) => paramError('strategy', 'strategy_for_user_invalid', 'Invalid verification strategy', `The verification strategy ${strategy} is not valid for this account.`)

/** The address a sign-in is about: the one typed, or with a user name the primary one. */
export function signInAddress(ctx: Context, signIn: SignIn): string | null {
  const user = ctx.store.users.get(signIn.userId)
  return (user && emailFactor(user, signIn.identifier)?.safe_identifier) ?? signIn.identifier
}

/** Factors a signed-in person can prove anew: a link can't (clerk.com/docs/guides/secure/reverification). */
export function reverificationFactors(ctx: Context, user: User): FactorObject[] {
  return firstFactors(ctx, user).filter(factor => ['password', 'email_code'].includes(factor.strategy))
}

/** The address a person signs in by: the one they typed, else the primary one. */
function emailFactor(user: User, identifier?: string | null) {
  const verified = user.emailAddresses.filter(isVerified)
  const email = verified.find(e => e.emailAddress === identifier) ?? verified.find(e => e.id === user.primaryEmailAddressId)
  return email && { safe_identifier: email.emailAddress, email_address_id: email.id, primary: email.id === user.primaryEmailAddressId }
}
