/** What a secret that is given looks like: `whsec_` and at least 24 characters of base64. */
export const signingSecret = /^whsec_[A-Za-z0-9+/=]{24,}$/

/** A secret that signs; an old one stops signing when its time comes (key rotation, facts §G). */
export interface SigningSecret {
  key: string
  expiresAt: number | null
}

export interface WebhookEndpoint {
  id: string
  url: string
  /** Newest first. Each signs while it is valid. */
  secrets: SigningSecret[]
  /** Event types to send; empty is every type. */
  types: string[]
  /** Since when nothing was accepted; null after a success. */
  failingSince: number | null
  disabled: boolean
}

export interface EndpointInput {
  url: string
  /** The instance's webhook secret when not given. */
  secret?: string
  types?: string[]
}

export interface Attempt {
  /** Time of this attempt, the `svix-timestamp`. */
  at: number
  trigger: 'schedule' | 'resend'
  /** Null when no answer came. */
  status: number | null
  durationMs: number
  /** Start of the answer's body. */
  response: string
  error: string | null
}

/** One message on its way to one endpoint. */
export interface Delivery {
  id: string
  /** `svix-id`: the same for every attempt, endpoint and replay of a change. */
  messageId: string
  endpointId: string
  type: string
  /** Exact bytes that are signed and sent. */
  body: string
  /** `dropped` by a fault: never sent. */
  status: 'pending' | 'delivered' | 'failed' | 'dropped'
  trigger: 'change' | 'replay'
  attempts: Attempt[]
  /** When the next attempt is due; null when none is. */
  dueAt: number | null
  createdAt: number
}

export interface WebhookOptions {
  endpoints?: EndpointInput[]
  /** Divides the waits of the schedule: 1000 turns 5 s into 5 ms. */
  speed?: number
  timeoutMs?: number
  /** Attempts on the way to one endpoint at the same time. */
  concurrency?: number
}

/** What the state file keeps of the webhooks. */
export interface WebhooksSnapshot {
  endpoints: WebhookEndpoint[]
  deliveries: Delivery[]
}
