import type { FactorObject } from './attempts.ts'
import type { PublicUserDataObject } from '../organizations/membership.ts'
import type { MetadataObject } from '../organizations/organization.ts'
import type { UserObject } from './user.ts'
import type { VerificationObject } from './verification.ts'

/** A signed token (frontend-api.yml, `Token`). */
export interface TokenObject { object: 'token', jwt: string }

/** Where a session is used. */
export interface SessionActivityObject {
  object: 'session_activity'
  id: string
  device_type?: string
  is_mobile: boolean
  browser_name?: string
  browser_version?: string
  ip_address?: string
  city?: string
  country?: string
}

/** What every session object has in common (frontend-api.yml, `SessionBase`). */
export interface SessionBaseObject {
  object: 'session'
  id: string
  status: 'active' | 'pending' | 'ended' | 'removed' | 'revoked' | 'expired' | 'abandoned' | 'replaced'
  last_active_organization_id: string | null
  actor: MetadataObject | null
  tasks: { key: string }[]
  last_active_at: number
  expire_at: number
  abandon_at: number
  created_at: number
  updated_at: number
}

/** A session of this browser (frontend-api.yml, `Session`). */
export interface ClientSessionObject extends SessionBaseObject {
  /** Minutes since first and second factor were proven; -1 is never. */
  factor_verification_age: [number, number]
  last_active_token: TokenObject | null
  user: UserObject | null
  public_user_data: PublicUserDataObject | null
}

/** A session in the list of a person's devices (frontend-api.yml, `ActiveSession`). */
export interface DeviceSessionObject extends SessionBaseObject {
  latest_activity: SessionActivityObject
}

/** A session as the Backend API tells it (backend-api.yml, `Session`). */
export interface SessionObject extends SessionBaseObject {
  client_id: string
  user_id: string
  latest_activity: SessionActivityObject
}

/** Proving oneself anew within a session (frontend-api.yml, `SessionReverification`). */
export interface ReverificationObject {
  object: 'session_reverification'
  level: 'first_factor'
  status: 'needs_first_factor' | 'complete'
  session: ClientSessionObject
  supported_first_factors: FactorObject[]
  supported_second_factors: FactorObject[] | null
  first_factor_verification: VerificationObject | null
  second_factor_verification: null
}

/** A session as webhooks tell it (webhooks.yml, `SessionEventPayload`). */
export interface SessionEventObject extends Omit<SessionObject, 'tasks'> {
  user: UserObject | null
}
