import type { SignInObject, SignUpObject } from './attempts.ts'
import type { ClientSessionObject } from './session.ts'

/** The browser with everything clerk-js keeps (frontend-api.yml, `Client`). */
export interface ClientObject {
  object: 'client'
  id: string
  sessions: ClientSessionObject[]
  sign_in: SignInObject | null
  sign_up: SignUpObject | null
  last_active_session_id: string | null
  last_authentication_strategy: string | null
  cookie_expires_at: number | null
  captcha_bypass: boolean
  created_at: number
  updated_at: number
}
