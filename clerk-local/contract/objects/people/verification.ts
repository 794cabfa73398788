import type { ClerkErrorItem } from '../../../core/errors.ts'

/** How far the proof of an address, a factor or a ticket is (both specifications, `Verification`). */
export interface VerificationObject {
  object: string
  status: string
  strategy: string
  attempts: number | null
  /** Milliseconds since 1970. */
  expire_at: number | null
  /** The browser a link was opened in, when it was the one that asked. */
  verified_at_client?: string
  /** Proofs by an identity provider: where the browser proves it, and what went wrong. */
  external_verification_redirect_url?: string
  error?: ClerkErrorItem
}

/** A verification as the Backend API starts and attempts it, by its id. */
export interface VerificationAttemptObject extends VerificationObject { id: string }
