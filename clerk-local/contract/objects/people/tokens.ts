import type { MetadataObject } from '../organizations/organization.ts'

/** Signs one user in once (backend-api.yml, `SignInToken`). */
export interface SignInTokenObject {
  object: 'sign_in_token'
  id: string
  status: 'pending' | 'accepted' | 'revoked'
  user_id: string
  token?: string
  url?: string | null
  created_at: number
  updated_at: number
}

/** Gets past bot protection; `expires_at` in seconds since 1970 (backend-api.yml, `TestingToken`). */
export interface TestingTokenObject { object: 'testing_token', token: string, expires_at: number }

/** Public keys to verify tokens with. */
export interface JwksObject { keys: Record<string, unknown>[] }

/** Signs an administrator in as somebody else (backend-api.yml, `ActorToken`). */
export interface ActorTokenObject {
  object: 'actor_token'
  id: string
  status: 'pending' | 'accepted' | 'revoked'
  user_id: string
  actor: MetadataObject
  token?: string
  url?: string
  created_at: number
  updated_at: number
}

/** An invitation to the application (backend-api.yml, `Invitation`). */
export interface ApplicationInvitationObject {
  object: 'invitation'
  id: string
  email_address: string
  public_metadata: MetadataObject
  revoked?: boolean
  status: 'pending' | 'accepted' | 'revoked' | 'expired'
  url?: string
  expires_at: number
  created_at: number
  updated_at: number
}

/** Somebody who waits to be invited (backend-api.yml and webhooks.yml, `WaitlistEntry`). */
export interface WaitlistEntryObject {
  object: 'waitlist_entry'
  id: string
  email_address: string
  status: 'pending' | 'invited' | 'rejected'
  is_locked: boolean
  invitation: ApplicationInvitationObject | null
  created_at: number
  updated_at: number
}

/** A recipe for tokens; times in seconds (backend-api.yml, `JWTTemplate`). */
export interface JwtTemplateObject {
  object: 'jwt_template'
  id: string
  name: string
  claims: MetadataObject
  lifetime: number
  allowed_clock_skew: number
  custom_signing_key: boolean
  signing_algorithm: string
  created_at: number
  updated_at: number
}
