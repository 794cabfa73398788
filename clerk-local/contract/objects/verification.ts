/** How far the proof of an address, a factor or a ticket is (both specifications, `Verification`). */
export interface VerificationObject {
  object: string
  status: string
  strategy: string
  attempts: number | null
  /** Milliseconds since 1970. */
  expire_at: number | null
}
