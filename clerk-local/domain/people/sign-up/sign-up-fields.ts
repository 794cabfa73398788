import type { Context } from '../../../core/context.ts'
import type { SignUp } from '../../../core/entities/index.ts'
import { ssoFactors } from '../../enterprise/connections/matching.ts'
import { ssoStrategy } from '../../enterprise/sso.ts'

/** What a sign-up needs, may have and still lacks, by the instance's settings. */
export function signUpFields(ctx: Context, signUp: SignUp) {
  const { namesRequired } = ctx.settings.signUp
  // Who comes from an identity provider needs no password, and their domain no other proof.
  const sso = signUp.externalVerification?.status === 'verified' || (signUp.emailAddress !== null && ssoFactors(ctx, signUp.emailAddress).length > 0)
  const passwordRequired = ctx.settings.signUp.passwordRequired && !sso
  const names = ['first_name', 'last_name']
  const required = ['email_address', ...(sso ? [ssoStrategy] : []), ...(passwordRequired ? ['password'] : []), ...(namesRequired ? names : [])]
  const optional = [...(namesRequired ? [] : names), ...(passwordRequired ? [] : ['password']), ...(ctx.settings.users.username ? ['username'] : [])]
  const given: Record<string, unknown> = {
    email_address: signUp.emailAddress, [ssoStrategy]: signUp.externalVerification?.status === 'verified', password: signUp.passwordDigest, first_name: signUp.firstName, last_name: signUp.lastName,
  }
  return {
    required,
    optional,
    missing: required.filter(field => !given[field]),
    unverified: signUp.emailAddress && !sso && signUp.emailVerification?.status !== 'verified' ? ['email_address'] : [],
  }
}
