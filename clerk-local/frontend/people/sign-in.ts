import type { SignInAnswers, signInOperations } from '../../contract/frontend/people/sign-in.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { strategyInvalid } from '../../domain/people/sign-in/factors.ts'
import { attemptFirstFactor, createSignIn, prepareFirstFactor, requireSignIn, resetPassword } from '../../domain/people/sign-in/sign-ins.ts'
import { signInJson } from '../../formatters/people/attempts.ts'
import { activity, type FrontendContext, mutated, requireClient } from '../request.ts'

/** Sign-in, step by step. */
export const signInHandlers = (ctx: Context): Handlers<FrontendContext, typeof signInOperations, SignInAnswers> => ({
  createSignIn(c) {
    const client = requireClient(ctx, c)
    return mutated(ctx, c, client, signInJson(ctx, createSignIn(ctx, client, step(c))))
  },

  getSignIn(c, { sign_in_id }) {
    const client = requireClient(ctx, c)
    return mutated(ctx, c, client, signInJson(ctx, requireSignIn(ctx, client, sign_in_id)))
  },

  prepareSignInFactorOne(c, { sign_in_id }) {
    const client = requireClient(ctx, c)
    c.get('params').required('strategy')
    return mutated(ctx, c, client, signInJson(ctx, prepareFirstFactor(ctx, requireSignIn(ctx, client, sign_in_id), step(c))))
  },

  attemptSignInFactorOne(c, { sign_in_id }) {
    const client = requireClient(ctx, c)
    return mutated(ctx, c, client, signInJson(ctx, attemptFirstFactor(ctx, requireSignIn(ctx, client, sign_in_id), step(c))))
  },

  prepareSignInFactorTwo: (c, { sign_in_id }) => noSecondFactor(ctx, c, sign_in_id),
  attemptSignInFactorTwo: (c, { sign_in_id }) => noSecondFactor(ctx, c, sign_in_id),

  resetPassword(c, { sign_in_id }) {
    const client = requireClient(ctx, c)
    const signIn = requireSignIn(ctx, client, sign_in_id)
    return mutated(ctx, c, client, signInJson(ctx, resetPassword(ctx, signIn, c.get('params').required('password'), step(c))))
  },
})

function noSecondFactor(ctx: Context, c: FrontendContext, signInId: string): never {
  requireSignIn(ctx, requireClient(ctx, c), signInId)
  throw strategyInvalid(c.get('params').string('strategy') ?? '')
}

function step(c: FrontendContext) {
  const params = c.get('params')
  return {
    identifier: params.string('identifier'),
    strategy: params.string('strategy'),
    password: params.string('password'),
    code: params.string('code'),
    ticket: params.string('ticket'),
    emailAddressId: params.string('email_address_id'),
    redirectUrl: params.string('redirect_url'),
    signOutOfOtherSessions: params.boolean('sign_out_of_other_sessions'),
    transfer: params.boolean('transfer'),
    enterpriseConnectionId: params.string('enterprise_connection_id') || undefined,
    actionCompleteRedirectUrl: params.string('action_complete_redirect_url') || undefined,
    oidcPrompt: params.string('oidc_prompt') || undefined,
    activity: activity(c),
  }
}
