import type { Context } from '../../../core/context.ts'
import type { SignInToken } from '../../../core/entities/index.ts'
import { clerkError, notFound } from '../../../core/errors.ts'
import { requireUser } from '../users/users.ts'
import { tokenTicket } from './tickets.ts'

/** A token that signs one user in once, and the ticket that carries it. */
export function createSignInToken(ctx: Context, input: { userId: string, organizationId?: string | null, expiresInSeconds?: number | null }): { signInToken: SignInToken, ticket: string } {
  const user = requireUser(ctx, input.userId)
  const now = ctx.store.now()
  const signInToken = ctx.store.signInTokens.insert({
    id: ctx.store.id('sit'), userId: user.id, organizationId: input.organizationId ?? null, status: 'pending', createdAt: now, updatedAt: now,
  })
  return { signInToken, ticket: tokenTicket(ctx, 'sign_in_token', signInToken, input.expiresInSeconds ?? 30 * 24 * 3600) }
}

/** Takes a token back that nobody used yet. */
export function revokeSignInToken(ctx: Context, id: string): SignInToken {
  const token = ctx.store.signInTokens.get(id)
  if (!token) throw notFound(`No sign-in token was found with id ${id}.`)
  if (token.status !== 'pending') throw clerkError(400, 'sign_in_token_cannot_be_revoked_code', 'cannot revoke', `Sign in token cannot be revoked because its status is ${token.status}. Only pending tokens can be revoked.`)
  return ctx.store.signInTokens.update(id, { status: 'revoked', updatedAt: ctx.store.now() })
}

/** The token, or a refusal of a used or revoked one. */
export function requireUsableSignInToken(ctx: Context, id: string): SignInToken {
  const token = ctx.store.signInTokens.get(id)
  if (!token) throw notFound(`No sign-in token was found with id ${id}.`)
  if (token.status === 'accepted') throw clerkError(400, 'sign_in_token_already_used_code', 'sign in token has already been used', 'This sign in token has already been used. Each token can only be used once.')
  if (token.status === 'revoked') throw clerkError(400, 'sign_in_token_revoked_code', 'sign in token has been revoked', 'This sign in token has been revoked and cannot be used anymore.')
  return token
}

/** Uses a token up. The session then starts in the token's organization. */
export function acceptSignInToken(ctx: Context, token: SignInToken): void {
  if (token.organizationId) ctx.store.users.update(token.userId, { lastActiveOrganizationId: token.organizationId })
  ctx.store.signInTokens.update(token.id, { status: 'accepted', updatedAt: ctx.store.now() })
}
