import { randomBytes } from 'node:crypto'
import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { TokenAnswers, tokenOperations } from '../contract/backend/tokens.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { requireMembership } from '../domain/organizations/memberships.ts'
import { createSignInToken, revokeSignInToken } from '../domain/people/sign-in/sign-in-tokens.ts'
import { signInTokenJson } from '../formatters/sign-in-token.ts'
import { readBody } from './request.ts'

const signInTokenBody = z.strictObject({ user_id: z.string(), org_id: z.string().nullish(), expires_in_seconds: z.int().min(1).nullish() })

/** Keys to verify tokens with, sign-in tokens and testing tokens. */
export const tokenHandlers = (ctx: Context): Handlers<Call, typeof tokenOperations, TokenAnswers> => ({
  GetJWKS: () => ctx.keys.jwks,

  async CreateSignInToken(c) {
    const body = await readBody(c, signInTokenBody)
    if (body.org_id) requireMembership(ctx, body.org_id, body.user_id)
    const { signInToken, ticket } = createSignInToken(ctx, { userId: body.user_id, organizationId: body.org_id, expiresInSeconds: body.expires_in_seconds })
    return signInTokenJson(signInToken, ticket)
  },

  RevokeSignInToken: (_, { sign_in_token_id }) => signInTokenJson(revokeSignInToken(ctx, sign_in_token_id)),

  /** Testing tokens get past bot protection, which is never on here; any is as good as another. */
  CreateTestingToken() {
    const now = Math.floor(ctx.store.now() / 1000)
    return { object: 'testing_token', token: `${now}-${randomBytes(20).toString('base64url')}`, expires_at: now + 3600 }
  },
})
