import { randomBytes } from 'node:crypto'
import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { TokenAnswers, tokenOperations } from '../../contract/backend/people/tokens.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { requireMembership } from '../../domain/organizations/memberships.ts'
import { createActorToken, revokeActorToken } from '../../domain/people/sign-in/actor-tokens.ts'
import { createSignInToken, revokeSignInToken } from '../../domain/people/sign-in/sign-in-tokens.ts'
import { actorTokenJson, signInTokenJson } from '../../formatters/people/tokens.ts'
import { readBody } from '../request.ts'

const seconds = z.int().min(1).max(315_360_000).nullish()
const signInTokenBody = z.strictObject({ user_id: z.string(), org_id: z.string().nullish(), expires_in_seconds: seconds })
const actorTokenBody = z.strictObject({
  user_id: z.string(),
  actor: z.looseObject({ sub: z.string().min(1) }),
  expires_in_seconds: seconds,
  session_max_duration_in_seconds: seconds,
})

/** Keys to verify tokens with, sign-in tokens, actor tokens and testing tokens. */
export const tokenHandlers = (ctx: Context): Handlers<Call, typeof tokenOperations, TokenAnswers> => ({
  GetJWKS: () => ctx.keys.jwks,

  async CreateSignInToken(c) {
    const body = await readBody(c, signInTokenBody)
    if (body.org_id) requireMembership(ctx, body.org_id, body.user_id)
    const { signInToken, ticket } = createSignInToken(ctx, { userId: body.user_id, organizationId: body.org_id, expiresInSeconds: body.expires_in_seconds })
    return signInTokenJson(ctx, signInToken, ticket)
  },

  RevokeSignInToken: (_, { sign_in_token_id }) => signInTokenJson(ctx, revokeSignInToken(ctx, sign_in_token_id)),

  async CreateActorToken(c) {
    const body = await readBody(c, actorTokenBody)
    const { actorToken, ticket } = createActorToken(ctx, {
      userId: body.user_id,
      actor: body.actor,
      expiresInSeconds: body.expires_in_seconds ?? undefined,
      sessionSeconds: body.session_max_duration_in_seconds ?? undefined,
    })
    return actorTokenJson(ctx, actorToken, ticket)
  },

  RevokeActorToken: (_, { actor_token_id }) => actorTokenJson(ctx, revokeActorToken(ctx, actor_token_id)),

  /** Testing tokens get past bot protection, which is never on here; any is as good as another. */
  CreateTestingToken() {
    const now = Math.floor(ctx.store.now() / 1000)
    return { object: 'testing_token', token: `${now}-${randomBytes(20).toString('base64url')}`, expires_at: now + 3600 }
  },
})
