/** Lets a program act for a person or an organization. Times are milliseconds since 1970. */
export interface ApiKey {
  id: string
  name: string
  description: string | null
  /** Id of the user or organization it belongs to. */
  subject: string
  claims: Record<string, unknown> | null
  scopes: string[]
  /** Kept as it is: the Backend API tells it again on request. */
  secret: string
  revoked: boolean
  revocationReason: string | null
  /** Null never expires. */
  expiresAt: number | null
  createdBy: string | null
  lastUsedAt: number | null
  createdAt: number
  updatedAt: number
}
