import { Hono } from 'hono'
import type { Context } from '../../core/context.ts'
import { attemptFirstFactor, createSignIn, prepareFirstFactor, requireSignIn, resetPassword } from '../../domain/people/sign-in/sign-ins.ts'
import { signInJson } from '../../formatters/attempts.ts'
import { activity, answer, type FrontendContext, type FrontendEnv, read, requireClient } from '../request.ts'

/** Sign-in, step by step. */
export function signInRoutes(ctx: Context): Hono<FrontendEnv> {
  const app = new Hono<FrontendEnv>().basePath('/client/sign_ins')

  app.post('/', (c) => {
    const client = requireClient(ctx, c)
    return answer(ctx, c, client, signInJson(ctx, createSignIn(ctx, client, step(c))))
  })

  app.get('/:id', c => read(c, signInJson(ctx, current(c).signIn)))

  app.post('/:id/prepare_first_factor', (c) => {
    const { client, signIn } = current(c)
    const params = c.get('params')
    return answer(ctx, c, client, signInJson(ctx, prepareFirstFactor(ctx, signIn, params.required('strategy'), params.string('email_address_id'))))
  })

  app.post('/:id/attempt_first_factor', (c) => {
    const { client, signIn } = current(c)
    return answer(ctx, c, client, signInJson(ctx, attemptFirstFactor(ctx, signIn, step(c))))
  })

  app.post('/:id/reset_password', (c) => {
    const { client, signIn } = current(c)
    return answer(ctx, c, client, signInJson(ctx, resetPassword(ctx, signIn, c.get('params').required('password'), step(c))))
  })

  function current(c: FrontendContext) {
    const client = requireClient(ctx, c)
    return { client, signIn: requireSignIn(ctx, client, c.req.param('id') ?? '') }
  }

  function step(c: FrontendContext) {
    const params = c.get('params')
    return {
      identifier: params.string('identifier'),
      strategy: params.string('strategy'),
      password: params.string('password'),
      code: params.string('code'),
      ticket: params.string('ticket'),
      activity: activity(c),
    }
  }

  return app
}
