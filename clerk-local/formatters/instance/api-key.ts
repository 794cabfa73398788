import type { ApiKeyObject, NewApiKeyObject } from '../../contract/objects/instance/api-key.ts'
import type { Context } from '../../core/context.ts'
import type { ApiKey } from '../../core/entities/index.ts'
import { isExpired } from '../../domain/api-keys.ts'

/** An API key without its secret. */
export function apiKeyJson(ctx: Context, key: ApiKey): ApiKeyObject {
  return {
    object: 'api_key',
    id: key.id,
    type: 'api_key',
    subject: key.subject,
    name: key.name,
    description: key.description,
    claims: key.claims,
    scopes: key.scopes,
    revoked: key.revoked,
    revocation_reason: key.revocationReason,
    expired: isExpired(ctx, key),
    expiration: key.expiresAt,
    created_by: key.createdBy,
    last_used_at: key.lastUsedAt,
    created_at: key.createdAt,
    updated_at: key.updatedAt,
  }
}

/** The answer to making a key, the only one with the secret in it. */
export function newApiKeyJson(ctx: Context, key: ApiKey): NewApiKeyObject {
  return { ...apiKeyJson(ctx, key), secret: key.secret }
}
