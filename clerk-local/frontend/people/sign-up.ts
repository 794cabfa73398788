import type { SignUpAnswers, signUpOperations } from '../../contract/frontend/people/sign-up.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { attemptSignUpVerification, createSignUp, prepareSignUpVerification, requireSignUp, updateSignUp } from '../../domain/people/sign-up/sign-ups.ts'
import { signUpJson } from '../../formatters/people/attempts.ts'
import { activity, type FrontendContext, mutated, requireClient } from '../request.ts'

/** Sign-up, step by step. */
export const signUpHandlers = (ctx: Context): Handlers<FrontendContext, typeof signUpOperations, SignUpAnswers> => ({
  createSignUps(c) {
    const client = requireClient(ctx, c)
    return mutated(ctx, c, client, signUpJson(ctx, createSignUp(ctx, client, step(c))))
  },

  getSignUps(c, { sign_up_id }) {
    const client = requireClient(ctx, c)
    return mutated(ctx, c, client, signUpJson(ctx, requireSignUp(ctx, client, sign_up_id)))
  },

  updateSignUps(c, { sign_up_id }) {
    const client = requireClient(ctx, c)
    return mutated(ctx, c, client, signUpJson(ctx, updateSignUp(ctx, requireSignUp(ctx, client, sign_up_id), step(c))))
  },

  prepareSignUpsVerification(c, { sign_up_id }) {
    const client = requireClient(ctx, c)
    const params = c.get('params')
    const wish = { strategy: params.string('strategy'), redirectUrl: params.string('redirect_url') }
    return mutated(ctx, c, client, signUpJson(ctx, prepareSignUpVerification(ctx, requireSignUp(ctx, client, sign_up_id), wish)))
  },

  attemptSignUpsVerification(c, { sign_up_id }) {
    const client = requireClient(ctx, c)
    const signUp = requireSignUp(ctx, client, sign_up_id)
    return mutated(ctx, c, client, signUpJson(ctx, attemptSignUpVerification(ctx, signUp, c.get('params').string('code'), step(c))))
  },
})

function step(c: FrontendContext) {
  const params = c.get('params')
  return {
    emailAddress: params.string('email_address'),
    password: params.string('password'),
    firstName: params.string('first_name'),
    lastName: params.string('last_name'),
    username: params.string('username'),
    unsafeMetadata: params.object('unsafe_metadata'),
    ticket: params.string('ticket'),
    legalAccepted: params.boolean('legal_accepted'),
    strategy: params.string('strategy'),
    redirectUrl: params.string('redirect_url') || undefined,
    transfer: params.boolean('transfer'),
    enterpriseConnectionId: params.string('enterprise_connection_id') || undefined,
    actionCompleteRedirectUrl: params.string('action_complete_redirect_url') || undefined,
    oidcPrompt: params.string('oidc_prompt') || undefined,
    activity: activity(c),
  }
}
