import type { Context } from '../../../core/context.ts'
import type { SignIn, User } from '../../../core/entities.ts'
import { isVerified } from '../../../core/store.ts'

/** First factors a user can sign in with, the password first as Clerk lists them. */
export function firstFactors(ctx: Context, user: User, signIn?: SignIn) {
  const verified = user.emailAddresses.filter(isVerified)
  const email = verified.find(e => e.emailAddress === signIn?.identifier) ?? verified.find(e => e.id === user.primaryEmailAddressId)
  const byEmail = email && { safe_identifier: email.emailAddress, email_address_id: email.id, primary: email.id === user.primaryEmailAddressId }
  return [
    ...(ctx.settings.signIn.password && user.passwordDigest ? [{ strategy: 'password' }] : []),
    ...(ctx.settings.signIn.emailCode && byEmail ? [{ strategy: 'email_code', ...byEmail }] : []),
    ...(ctx.settings.signIn.password && byEmail ? [{ strategy: 'reset_password_email_code', ...byEmail }] : []),
  ]
}
