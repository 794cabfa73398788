import type { SignInObject, SignUpObject } from '../../contract/objects/people/attempts.ts'
import type { Context } from '../../core/context.ts'
import type { SignIn, SignUp } from '../../core/entities/index.ts'
import { signInFactors } from '../../domain/people/sign-in/factors.ts'
import { signUpFields } from '../../domain/people/sign-up/sign-up-fields.ts'
import { userImageUrl, verificationJson } from './user.ts'

/** A running or finished sign-in. */
export function signInJson(ctx: Context, signIn: SignIn): SignInObject {
  const user = ctx.store.users.get(signIn.userId)
  const imageUrl = user ? userImageUrl(ctx, user) : ''
  return {
    object: 'sign_in_attempt',
    id: signIn.id,
    status: signIn.status,
    supported_identifiers: ['email_address', ...(ctx.settings.users.username ? ['username'] : [])],
    supported_first_factors: signIn.status === 'complete' ? [] : signInFactors(ctx, signIn),
    supported_second_factors: [],
    first_factor_verification: verificationJson(ctx, signIn.firstFactor),
    second_factor_verification: null,
    identifier: signIn.identifier,
    user_data: user
      ? { first_name: user.firstName, last_name: user.lastName, image_url: imageUrl, profile_image_url: imageUrl, has_image: user.image !== null }
      : null,
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
  }
}

/** A running or finished sign-up. */
export function signUpJson(ctx: Context, signUp: SignUp): SignUpObject {
  const fields = signUpFields(ctx, signUp)
  const verification = signUp.emailVerification
  return {
    object: 'sign_up_attempt',
    id: signUp.id,
    status: signUp.status,
    required_fields: fields.required,
    optional_fields: fields.optional,
    missing_fields: fields.missing,
    unverified_fields: fields.unverified,
    verifications: {
      email_address: signUp.emailAddress
        ? {
            // No status before the first code: Clerk UI sends one only then.
            ...verificationJson(ctx, verification),
            next_action: verification?.status === 'verified' ? '' : verification ? 'needs_attempt' : 'needs_prepare',
            supported_strategies: ['email_code', ...(ctx.settings.signIn.emailLink ? ['email_link'] : [])],
          }
        : null,
      phone_number: null,
      web3_wallet: null,
      external_account: verificationJson(ctx, signUp.externalVerification ?? null),
    },
    username: signUp.username,
    email_address: signUp.emailAddress,
    phone_number: null,
    web3_wallet: null,
    password_enabled: signUp.passwordDigest !== null,
    has_password: signUp.passwordDigest !== null,
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    unsafe_metadata: signUp.unsafeMetadata,
    public_metadata: ctx.store.applicationInvitations.get(signUp.applicationInvitationId)?.publicMetadata ?? {},
    custom_action: false,
    external_id: null,
    created_session_id: signUp.createdSessionId,
    created_user_id: signUp.createdUserId,
    abandon_at: signUp.abandonAt,
    legal_accepted_at: signUp.legalAcceptedAt,
    locale: null,
  }
}
