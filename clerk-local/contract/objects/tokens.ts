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
