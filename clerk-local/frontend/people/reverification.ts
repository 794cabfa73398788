import type { ReverificationAnswers, reverificationOperations } from '../../contract/frontend/people/reverification.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { signedOut } from '../../core/errors.ts'
import { attemptReverification, prepareReverification, startReverification } from '../../domain/people/sessions/reverification.ts'
import { strategyInvalid } from '../../domain/people/sign-in/factors.ts'
import { isLive } from '../../domain/people/sessions/sessions.ts'
import { reverificationJson } from '../../formatters/people/session.ts'
import { appOrigin, type FrontendContext, mutated, requireOwnSession } from '../request.ts'

/** Proving oneself anew within a session, before a sensitive change. */
export const reverificationHandlers = (ctx: Context): Handlers<FrontendContext, typeof reverificationOperations, ReverificationAnswers> => ({
  startSessionReverification(c, { session_id }) {
    const { client, session } = live(ctx, c, session_id)
    return mutated(ctx, c, client, reverificationJson(ctx, startReverification(ctx, session, c.get('params').required('level')), appOrigin(c)))
  },

  prepareSessionReverificationFirstFactor(c, { session_id }) {
    const { client, session } = live(ctx, c, session_id)
    const params = c.get('params')
    return mutated(ctx, c, client, reverificationJson(ctx, prepareReverification(ctx, session, params.required('strategy'), params.string('email_address_id')), appOrigin(c)))
  },

  attemptSessionReverificationFirstFactor(c, { session_id }) {
    const { client, session } = live(ctx, c, session_id)
    const params = c.get('params')
    const step = { strategy: params.required('strategy'), password: params.string('password'), code: params.string('code') }
    return mutated(ctx, c, client, reverificationJson(ctx, attemptReverification(ctx, session, step), appOrigin(c)))
  },

  prepareSessionReverificationSecondFactor: (c, { session_id }) => noSecondFactor(ctx, c, session_id),
  attemptSessionReverificationSecondFactor: (c, { session_id }) => noSecondFactor(ctx, c, session_id),
})

function live(ctx: Context, c: FrontendContext, sessionId: string) {
  const { client, session } = requireOwnSession(ctx, c, sessionId)
  if (!isLive(ctx, session)) throw signedOut()
  return { client, session }
}

function noSecondFactor(ctx: Context, c: FrontendContext, sessionId: string): never {
  live(ctx, c, sessionId)
  throw strategyInvalid(c.get('params').string('strategy') ?? '')
}
