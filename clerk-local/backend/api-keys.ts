import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { ApiKeyAnswers, apiKeyOperations } from '../contract/backend/api-keys.ts'
import type { BackendList } from '../contract/objects/answers.ts'
import type { ApiKeyObject } from '../contract/objects/instance/api-key.ts'
import type { Handlers } from '../contract/operations.ts'
import type { Context } from '../core/context.ts'
import { ClerkError, paramError } from '../core/errors.ts'
import { createApiKey, listApiKeys, requireApiKey, revokeApiKey, updateApiKey, verifyApiKey } from '../domain/api-keys.ts'
import { apiKeyJson, newApiKeyJson } from '../formatters/instance/api-key.ts'
import { metadata, queryFlag, queryNumber, readBody } from './request.ts'

const subject = z.string().regex(/^(user|org|mch|scim)_\w{27}$/)
const changeable = {
  description: z.string().max(255).nullish(),
  seconds_until_expiration: z.number().min(0).nullish(),
}
const scoped = { claims: z.union([z.null(), metadata]), scopes: z.array(z.string()).optional() }

/** A new key as both APIs take it. */
export const apiKeyFields = { type: z.literal('api_key').optional(), name: z.string().min(3).regex(/^\S(.*\S)?$/), subject, ...changeable }
/** What revoking takes. */
export const revokeBody = z.strictObject({ revocation_reason: z.string().nullish() })
const createBody = z.strictObject({ ...apiKeyFields, ...scoped, created_by: z.string().nullish() })
const updateBody = z.strictObject({ subject: subject.optional(), ...changeable, ...scoped })
const verifyBody = z.strictObject({ secret: z.string() })

/** The body, checked: this part of the API answers 400 where the others answer 422 (backend-api.yml). */
export async function readKeyBody<Schema extends z.ZodType>(c: Call, schema: Schema): Promise<z.output<Schema>> {
  return readBody(c, schema).catch((error: unknown) => {
    throw error instanceof ClerkError ? new ClerkError(400, error.errors) : error
  })
}

/** One page of a subject's keys: up to 100, 10 by default. */
export function apiKeyPage(ctx: Context, c: Call, of: string): BackendList<ApiKeyObject> {
  const rows = listApiKeys(ctx, of, { invalid: queryFlag(c, 'include_invalid'), query: c.req.query('query') })
  const limit = queryNumber(c, 'limit', 1, 100) ?? 10
  const offset = queryNumber(c, 'offset') ?? 0
  return { data: rows.slice(offset, offset + limit).map(key => apiKeyJson(ctx, key)), total_count: rows.length }
}

/** The subject whose keys are asked for. */
export function wantedSubject(c: Call): string {
  const text = c.req.query('subject') ?? ''
  if (!subject.safeParse(text).success) throw paramError('subject', 'form_param_format_invalid', 'is invalid', 'subject must be the id of a user or an organization.', 400)
  return text
}

/** API keys of people and organizations. */
export const apiKeyHandlers = (ctx: Context): Handlers<Call, typeof apiKeyOperations, ApiKeyAnswers> => ({
  async createApiKey(c) {
    const body = await readKeyBody(c, createBody)
    return newApiKeyJson(ctx, createApiKey(ctx, {
      name: body.name,
      subject: body.subject,
      description: body.description,
      claims: body.claims,
      scopes: body.scopes,
      createdBy: body.created_by,
      secondsUntilExpiration: body.seconds_until_expiration,
    }))
  },

  getApiKeys: c => apiKeyPage(ctx, c, wantedSubject(c)),

  getApiKey: (_, { apiKeyID }) => apiKeyJson(ctx, requireApiKey(ctx, apiKeyID)),

  async updateApiKey(c, { apiKeyID }) {
    const key = requireApiKey(ctx, apiKeyID)
    const body = await readKeyBody(c, updateBody)
    return apiKeyJson(ctx, updateApiKey(ctx, key, {
      subject: body.subject, description: body.description, claims: body.claims, scopes: body.scopes, secondsUntilExpiration: body.seconds_until_expiration,
    }))
  },

  deleteApiKey(_, { apiKeyID }) {
    const { id } = requireApiKey(ctx, apiKeyID)
    ctx.store.apiKeys.delete(id)
    return { object: 'api_key', id, deleted: true }
  },

  getApiKeySecret: (_, { apiKeyID }) => ({ secret: requireApiKey(ctx, apiKeyID).secret }),

  async revokeApiKey(c, { apiKeyID }) {
    const key = requireApiKey(ctx, apiKeyID)
    return apiKeyJson(ctx, revokeApiKey(ctx, key, (await readKeyBody(c, revokeBody)).revocation_reason ?? null))
  },

  async verifyApiKey(c) {
    return apiKeyJson(ctx, verifyApiKey(ctx, (await readKeyBody(c, verifyBody)).secret))
  },
})
