/** Plain data of what the Backend API hands out: tickets, token recipes, cookies for a handshake. Times are milliseconds since 1970. */

import type { Metadata } from './index.ts'

/** Signs one user in once, made by the Backend API. */
export interface SignInToken {
  id: string
  userId: string
  organizationId: string | null
  status: 'pending' | 'accepted' | 'revoked'
  createdAt: number
  updatedAt: number
}

/** Signs an administrator in as somebody else, made by the Backend API. */
export interface ActorToken {
  id: string
  userId: string
  /** Becomes the `act` claim; `sub` is the administrator. */
  actor: Metadata
  status: 'pending' | 'accepted' | 'revoked'
  sessionSeconds: number
  createdAt: number
  updatedAt: number
}

/** An invitation to sign up to the application, without an organization. */
export interface ApplicationInvitation {
  id: string
  emailAddress: string
  status: 'pending' | 'accepted' | 'revoked'
  publicMetadata: Metadata
  redirectUrl: string | null
  expiresAt: number
  createdAt: number
  updatedAt: number
}

/** Somebody who waits to be invited to the application. */
export interface WaitlistEntry {
  id: string
  emailAddress: string
  status: 'pending' | 'invited' | 'rejected'
  invitationId: string | null
  createdAt: number
  updatedAt: number
}

/** A recipe for tokens of other systems. */
export interface JwtTemplate {
  id: string
  name: string
  claims: Metadata
  lifetimeSeconds: number
  clockSkewSeconds: number
  /** The key of another system, PEM or HMAC secret; null signs with the instance's. */
  signingKey: string | null
  signingAlgorithm: string
  createdAt: number
  updatedAt: number
}

/** Cookies of a handshake that the app's server fetches by this id, the nonce. */
export interface HandshakePayload {
  id: string
  directives: string[]
  createdAt: number
}
