import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import { attemptSignUpVerification, createSignUp, prepareSignUpVerification, requireSignUp, updateSignUp } from '../../domain/people/sign-up/sign-ups.ts'
import { signUpJson } from '../../formatters/attempts.ts'
import { activity, answer, type FrontendContext, type FrontendEnv, read, requireClient } from '../request.ts'

/** Sign-up, step by step. */
export function signUpRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>().basePath('/client/sign_ups')

  app.post('/', (c) => {
    const client = requireClient(ctx, c)
    return answer(ctx, c, client, signUpJson(ctx, createSignUp(ctx, client, step(c))))
  })

  app.get('/:id', c => read(c, signUpJson(ctx, current(c).signUp)))

  app.patch('/:id', (c) => {
    const { client, signUp } = current(c)
    return answer(ctx, c, client, signUpJson(ctx, updateSignUp(ctx, signUp, step(c))))
  })

  app.post('/:id/prepare_verification', (c) => {
    const { client, signUp } = current(c)
    return answer(ctx, c, client, signUpJson(ctx, prepareSignUpVerification(ctx, signUp)))
  })

  app.post('/:id/attempt_verification', (c) => {
    const { client, signUp } = current(c)
    return answer(ctx, c, client, signUpJson(ctx, attemptSignUpVerification(ctx, signUp, c.get('params').string('code'), step(c))))
  })

  function current(c: FrontendContext) {
    const client = requireClient(ctx, c)
    return { client, signUp: requireSignUp(ctx, client, c.req.param('id') ?? '') }
  }

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
      activity: activity(c),
    }
  }

  return app
}
