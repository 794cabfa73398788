import type { ClientAnswers, clientOperations } from '../../contract/frontend/people/client.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { endSession } from '../../domain/people/sessions/sessions.ts'
import { clientJson } from '../../formatters/people/session.ts'
import { appOrigin, ensureClient, type FrontendContext, mutated, requireClient, single } from '../request.ts'

/** The browser: clerk-js loads it next to the environment. */
export const clientHandlers = (ctx: Context): Handlers<FrontendContext, typeof clientOperations, ClientAnswers> => ({
  getClient: c => thisClient(ctx, c),
  putClient: c => thisClient(ctx, c),
  postClient: c => thisClient(ctx, c),
  deleteClientSessions: c => signOut(ctx, c),
  removeClientSessionsAndRetainCookie: c => signOut(ctx, c),
})

function thisClient(ctx: Context, c: FrontendContext) {
  return single(clientJson(ctx, ensureClient(ctx, c), appOrigin(c)))
}

function signOut(ctx: Context, c: FrontendContext) {
  const client = requireClient(ctx, c)
  for (const id of [...client.sessionIds]) endSession(ctx, id, 'removed')
  ctx.store.clients.update(client.id, { signInId: null, signUpId: null })
  return mutated(ctx, c, client, clientJson(ctx, client, appOrigin(c)))
}
