import { randomBytes } from 'node:crypto'
import type { Context } from '../core/context.ts'
import type { ApiKey } from '../core/entities/index.ts'
import { clerkError, notFound, paramError } from '../core/errors.ts'

/** What an API key is made of. */
export interface ApiKeyInput {
  name: string
  subject: string
  description?: string | null
  claims?: Record<string, unknown> | null
  scopes?: string[]
  createdBy?: string | null
  /** Null or 0 never expires. */
  secondsUntilExpiration?: number | null
}

/** By id, or 404. */
export function requireApiKey(ctx: Context, id: string): ApiKey {
  const key = ctx.store.apiKeys.get(id)
  if (!key) throw apiKeyNotFound()
  return key
}

/** Makes a key; its name is its own among the valid ones of its subject (Clerk UI, code token_creation_conflict). */
export function createApiKey(ctx: Context, input: ApiKeyInput): ApiKey {
  requireSubject(ctx, input.subject)
  requireFreeName(ctx, input)
  const now = ctx.store.now()
  return ctx.store.apiKeys.insert({
    id: `ak_${randomBytes(16).toString('hex')}`,
    name: input.name,
    description: input.description ?? null,
    subject: input.subject,
    claims: input.claims ?? null,
    scopes: input.scopes ?? [],
    secret: `ak_${randomBytes(32).toString('hex')}`,
    revoked: false,
    revocationReason: null,
    expiresAt: expiry(now, input.secondsUntilExpiration),
    createdBy: input.createdBy ?? null,
    lastUsedAt: null,
    createdAt: now,
    updatedAt: now,
  })
}

/** Changes given fields. */
export function updateApiKey(ctx: Context, key: ApiKey, patch: Partial<Omit<ApiKeyInput, 'name' | 'createdBy'>>): ApiKey {
  if (patch.subject !== undefined) requireSubject(ctx, patch.subject)
  // An expired key that is to live again, and one that moves, meets the names that are there.
  if (patch.secondsUntilExpiration !== undefined || (patch.subject ?? key.subject) !== key.subject) requireFreeName(ctx, { ...key, subject: patch.subject ?? key.subject })
  const now = ctx.store.now()
  return ctx.store.apiKeys.update(key.id, {
    subject: patch.subject ?? key.subject,
    description: patch.description === undefined ? key.description : patch.description,
    claims: patch.claims === undefined ? key.claims : patch.claims,
    scopes: patch.scopes ?? key.scopes,
    expiresAt: patch.secondsUntilExpiration === undefined ? key.expiresAt : expiry(now, patch.secondsUntilExpiration),
    updatedAt: now,
  })
}

/** Takes a key back for good; it stays in the list of invalid ones. */
export function revokeApiKey(ctx: Context, key: ApiKey, reason: string | null): ApiKey {
  return ctx.store.apiKeys.update(key.id, { revoked: true, revocationReason: reason, updatedAt: ctx.store.now() })
}

/** The key with this secret, marked as used; 404 unless it is valid, which the SDK reads as an invalid token. */
export function verifyApiKey(ctx: Context, secret: string): ApiKey {
  const key = ctx.store.apiKeys.by('secret', secret)[0]
  if (!key || !isValid(ctx, key)) throw apiKeyNotFound()
  return ctx.store.apiKeys.update(key.id, { lastUsedAt: ctx.store.now() })
}

/** Keys of a subject, newest first; `invalid` adds revoked and expired ones, `query` is a part of the name or the id. */
export function listApiKeys(ctx: Context, subject: string, filter: { invalid?: boolean, query?: string }): ApiKey[] {
  const query = filter.query?.toLowerCase() ?? ''
  return ctx.store.apiKeys.by('subject', subject)
    .filter(key => (filter.invalid || isValid(ctx, key)) && (key.name.toLowerCase().includes(query) || key.id === query)).reverse()
}

/** The subject is gone. */
export function deleteApiKeysOf(ctx: Context, subject: string): void {
  for (const key of ctx.store.apiKeys.by('subject', subject)) ctx.store.apiKeys.delete(key.id)
}

/** Whether its time is over. */
export function isExpired(ctx: Context, key: ApiKey): boolean {
  return key.expiresAt !== null && key.expiresAt <= ctx.store.now()
}

function isValid(ctx: Context, key: ApiKey): boolean {
  return !key.revoked && !isExpired(ctx, key)
}

function expiry(now: number, seconds: number | null | undefined): number | null {
  return seconds ? now + seconds * 1000 : null
}

function requireSubject(ctx: Context, subject: string): void {
  if (!ctx.store.users.get(subject) && !ctx.store.organizations.get(subject)) {
    throw paramError('subject', 'form_resource_not_found', 'is missing', 'The resource associated with the supplied subject was not found.', 400)
  }
}

function requireFreeName(ctx: Context, { name, subject, id }: Pick<ApiKey, 'name' | 'subject'> & { id?: string }): void {
  if (ctx.store.apiKeys.by('subject', subject).some(key => key.name === name && key.id !== id && isValid(ctx, key))) {
    throw clerkError(409, 'token_creation_conflict', 'API key name already exists', `An API key named ${name} already exists.`)
  }
}

const apiKeyNotFound = () => notFound('API key not found')
