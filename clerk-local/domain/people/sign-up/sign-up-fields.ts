import type { Context } from '../../../core/context.ts'
import type { SignUp } from '../../../core/entities.ts'

/** What a sign-up needs, may have and still lacks, by the instance's settings. */
export function signUpFields(ctx: Context, signUp: SignUp) {
  const { passwordRequired, namesRequired } = ctx.settings.signUp
  const names = ['first_name', 'last_name']
  const required = ['email_address', ...(passwordRequired ? ['password'] : []), ...(namesRequired ? names : [])]
  const optional = [...(namesRequired ? [] : names), ...(passwordRequired ? [] : ['password']), ...(ctx.settings.users.username ? ['username'] : [])]
  const given: Record<string, unknown> = {
    email_address: signUp.emailAddress, password: signUp.passwordDigest, first_name: signUp.firstName, last_name: signUp.lastName,
  }
  return {
    required,
    optional,
    missing: required.filter(field => !given[field]),
    unverified: signUp.emailAddress && signUp.emailVerification?.status !== 'verified' ? ['email_address'] : [],
  }
}
