import type { Context } from '../core/context.ts'
import type { SignInToken } from '../core/entities.ts'

/** A sign-in token; the ticket itself is told only when it is made. */
export function signInTokenJson(ctx: Context, signInToken: SignInToken, ticket?: string) {
  return {
    object: 'sign_in_token' as const,
    id: signInToken.id,
    status: signInToken.status,
    user_id: signInToken.userId,
    ...(ticket && { token: ticket, url: `${ctx.url}/frontend/v1/tickets/accept?ticket=${ticket}` }),
    created_at: signInToken.createdAt,
    updated_at: signInToken.updatedAt,
  }
}
