import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import { requireMembership } from '../domain/organizations/memberships.ts'
import { createSignInToken, revokeSignInToken } from '../domain/people/sign-in/sign-in-tokens.ts'
import { signInTokenJson } from '../formatters/sign-in-token.ts'
import { readBody } from './request.ts'

const signInTokenBody = z.strictObject({ user_id: z.string(), org_id: z.string().nullish(), expires_in_seconds: z.int().min(1).nullish() })

/** Keys to verify tokens with, sign-in tokens and testing tokens. */
export function tokenRoutes(ctx: Context): Hono {
  const app = new Hono()

  app.get('/jwks', c => c.json(ctx.keys.jwks))

  app.post('/sign_in_tokens', async (c) => {
    const body = await readBody(c, signInTokenBody)
    if (body.org_id) requireMembership(ctx, body.org_id, body.user_id)
    const { signInToken, ticket } = createSignInToken(ctx, { userId: body.user_id, organizationId: body.org_id, expiresInSeconds: body.expires_in_seconds })
    return c.json(signInTokenJson(signInToken, ticket))
  })

  app.post('/sign_in_tokens/:id/revoke', c => c.json(signInTokenJson(revokeSignInToken(ctx, c.req.param('id')))))

  /** Testing tokens get past bot protection, which is never on here; any is as good as another. */
  app.post('/testing_tokens', (c) => {
    const now = Math.floor(ctx.store.now() / 1000)
    return c.json({ object: 'testing_token', token: `${now}-${randomBytes(20).toString('base64url')}`, expires_at: now + 3600 })
  })

  return app
}
