import type { Context } from '../../../core/context.ts'
import type { ActorToken, Metadata } from '../../../core/entities/index.ts'
import { clerkError, notFound } from '../../../core/errors.ts'
import { requireUser } from '../users/users.ts'
import { tokenTicket } from './tickets.ts'

/** Lets `actor.sub` act as the user: the ticket starts a session of at most `sessionSeconds` (backend-api.yml, 30 minutes). */
export function createActorToken(ctx: Context, input: { userId: string, actor: Metadata, expiresInSeconds?: number, sessionSeconds?: number }): { actorToken: ActorToken, ticket: string } {
  const user = requireUser(ctx, input.userId)
  const now = ctx.store.now()
  const actorToken = ctx.store.actorTokens.insert({
    id: ctx.store.id('act'), userId: user.id, actor: input.actor, status: 'pending', sessionSeconds: input.sessionSeconds ?? 1800, createdAt: now, updatedAt: now,
  })
  return { actorToken, ticket: tokenTicket(ctx, 'actor_token', actorToken, input.expiresInSeconds ?? 3600) }
}

/** Takes a token back that nobody used yet. */
export function revokeActorToken(ctx: Context, id: string): ActorToken {
  const token = ctx.store.actorTokens.get(id)
  if (!token) throw notFound(`No actor token was found with id ${id}.`)
  if (token.status !== 'pending') throw clerkError(400, 'actor_token_cannot_be_revoked_code', 'cannot revoke', `Actor token cannot be revoked because its status is ${token.status}. Only pending tokens can be revoked.`)
  return ctx.store.actorTokens.update(id, { status: 'revoked', updatedAt: ctx.store.now() })
}

/** The token, or a refusal of a used or revoked one. */
export function requireUsableActorToken(ctx: Context, id: string): ActorToken {
  const token = ctx.store.actorTokens.get(id)
  if (!token) throw notFound(`No actor token was found with id ${id}.`)
  if (token.status === 'accepted') throw clerkError(400, 'actor_token_already_used_code', 'actor token has already been used', 'This actor token has already been used. Each token can only be used once.')
  if (token.status === 'revoked') throw clerkError(400, 'actor_token_revoked_code', 'actor token has been revoked', 'This actor token has been revoked and cannot be used anymore.')
  return token
}

/** Uses a token up. */
export function acceptActorToken(ctx: Context, token: ActorToken): void {
  ctx.store.actorTokens.update(token.id, { status: 'accepted', updatedAt: ctx.store.now() })
}
