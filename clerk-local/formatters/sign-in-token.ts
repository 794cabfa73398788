import type { SignInTokenObject } from '../contract/objects/tokens.ts'
import type { SignInToken } from '../core/entities.ts'

/** A sign-in token; the ticket itself is told only when it is made. */
export function signInTokenJson(signInToken: SignInToken, ticket?: string): SignInTokenObject {
  return {
    object: 'sign_in_token',
    id: signInToken.id,
    status: signInToken.status,
    user_id: signInToken.userId,
    ...(ticket && { token: ticket }),
    // Clerk names its account portal here, which a local instance lacks: give the token to the app as `__clerk_ticket`.
    url: null,
    created_at: signInToken.createdAt,
    updated_at: signInToken.updatedAt,
  }
}
