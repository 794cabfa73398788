import { type Context as Call, Hono } from 'hono'
import { cors } from 'hono/cors'
import { z } from 'zod'
import { apiKeyFields, apiKeyPage, readKeyBody, revokeBody, wantedSubject } from '../backend/api-keys.ts'
import { type ApiKeyAnswers, apiKeyOperations } from '../contract/frontend/api-keys.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import type { User } from '../core/entities/index.ts'
import { clerkError, missingPermission, organizationNotFound, signedOut } from '../core/errors.ts'
import { readJwt } from '../core/keys/jwt.ts'
import { isLoopback } from '../core/loopback.ts'
import { register } from '../core/register.ts'
import { createApiKey, requireApiKey, revokeApiKey, updateApiKey } from '../domain/api-keys.ts'
import { permissionsOfRole } from '../domain/organizations/roles.ts'
import { isLive } from '../domain/people/sessions/sessions.ts'
import { apiKeyJson, newApiKeyJson } from '../formatters/instance/api-key.ts'

const createBody = z.strictObject(apiKeyFields)
const updateBody = z.strictObject({ description: apiKeyFields.description })

/** API keys as Clerk UI's tabs manage them. */
export function apiKeyRoutes(ctx: Context): Hono {
  const app = new Hono()
  app.use('/api_keys/*', cors({ origin: origin => isLoopback(origin) ? origin : null, credentials: true }))
  register(app, apiKeyOperations, apiKeyHandlers(ctx))
  return app
}

const apiKeyHandlers = (ctx: Context): Handlers<Call, typeof apiKeyOperations, ApiKeyAnswers> => ({
  getApiKeys(c) {
    const subject = wantedSubject(c)
    requireAccess(ctx, c, subject, 'read')
    return apiKeyPage(ctx, c, subject)
  },

  async createApiKey(c) {
    const body = await readKeyBody(c, createBody)
    const { id } = requireAccess(ctx, c, body.subject, 'manage')
    const key = createApiKey(ctx, { name: body.name, subject: body.subject, description: body.description, createdBy: id, secondsUntilExpiration: body.seconds_until_expiration })
    return c.json(newApiKeyJson(ctx, key), 201)
  },

  async updateApiKey(c, { apiKeyID }) {
    const key = requireApiKey(ctx, apiKeyID)
    requireAccess(ctx, c, key.subject, 'manage')
    return apiKeyJson(ctx, updateApiKey(ctx, key, { description: (await readKeyBody(c, updateBody)).description }))
  },

  async revokeApiKey(c, { apiKeyID }) {
    const key = requireApiKey(ctx, apiKeyID)
    requireAccess(ctx, c, key.subject, 'manage')
    return apiKeyJson(ctx, revokeApiKey(ctx, key, (await readKeyBody(c, revokeBody)).revocation_reason ?? null))
  },
})

/** The person behind the session token, if they may: everybody their own keys, members those of an organization by permission. */
function requireAccess(ctx: Context, c: Call, subject: string, action: 'read' | 'manage'): User {
  const user = caller(ctx, c)
  const { userEnabled, organizationEnabled } = ctx.settings.apiKeys
  if (!(subject.startsWith('user_') ? userEnabled : organizationEnabled)) throw clerkError(403, 'feature_not_enabled', 'not enabled', 'API keys are not enabled in your instance')
  if (subject === user.id) return user
  const membership = ctx.store.memberships.by('userId', user.id).find(m => m.organizationId === subject)
  if (!membership) throw organizationNotFound()
  // Whoever manages keys sees them (Clerk UI opens its tab for either permission).
  const enough = action === 'read' ? ['org:sys_api_keys:read', 'org:sys_api_keys:manage'] : ['org:sys_api_keys:manage']
  const granted = permissionsOfRole(ctx, membership.role, subject)
  if (!enough.some(permission => granted.includes(permission))) throw missingPermission([`org:sys_api_keys:${action}`])
  return user
}

function caller(ctx: Context, c: Call): User {
  const claims = readJwt(ctx.keys, c.req.header('authorization')?.replace(/^Bearer /, '') ?? '')
  const session = ctx.store.sessions.get(typeof claims?.sid === 'string' ? claims.sid : undefined)
  const user = ctx.store.users.get(session?.userId)
  if (!session || !user || !isLive(ctx, session) || Number(claims?.exp) * 1000 <= ctx.store.now()) throw signedOut()
  return user
}
