import type { SessionObject } from './session.ts'

/** A browser as the Backend API tells it (backend-api.yml, `Client`). */
export interface BackendClientObject {
  object: 'client'
  id: string
  session_ids: string[]
  sessions: SessionObject[]
  sign_in_id: string | null
  sign_up_id: string | null
  last_active_session_id: string | null
  last_authentication_strategy: string | null
  created_at: number
  updated_at: number
}
