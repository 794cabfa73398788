/** An API key (backend-api.yml and frontend-api.yml, answers of `/api_keys`). */
export interface ApiKeyObject {
  object: 'api_key'
  id: string
  type: 'api_key'
  subject: string
  name: string
  description: string | null
  claims: Record<string, unknown> | null
  scopes: string[]
  revoked: boolean
  revocation_reason: string | null
  expired: boolean
  /** Milliseconds since 1970, as every time here. */
  expiration: number | null
  created_by: string | null
  last_used_at: number | null
  created_at: number
  updated_at: number
}

/** A new key with what a program shows to prove it has it. */
export interface NewApiKeyObject extends ApiKeyObject { secret: string }
