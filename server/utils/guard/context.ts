import type { ClerkClient } from '@clerk/backend'
import type { Database } from '../../../db'
import type { NoContext, OrgContext } from '../../../shared/policy/context'

/** Deployment settings that handlers need, read once from the runtime config. */
export interface AppConfig {
  /** The app's own origin, such as `https://app.example.com`: the authorized party of tokens and base of links. */
  appUrl: string
  /** Svix secrets that webhooks may be signed with; several while one is being rotated. */
  webhookSecrets: string[]
  /** Whether stored webhook events keep `private_metadata`. */
  keepPrivateMetadata: boolean
  /** Names of those who have something to do about Clerk's events of a type. */
  listenersOf: (type: string) => readonly string[]
  /** What operators send to `/api/admin`; too short is as if unset, and closes those routes. */
  adminToken: string
  /** What the collector of metrics sends; it may be unset, the admin token works too. */
  metricsToken: string
  /** How long delivered events are kept, in days. */
  retentionDays: number
  /** How many organizations a person may create here whose own limit Clerk doesn't set; 0 is any number. */
  organizationsPerPerson: number
  /** Event streams, in ms: how often a quiet one gives a sign of life, and when it ends so that the client comes back with a fresh token. */
  events: { heartbeat: number, lifetime: number }
}

declare module 'h3' {
  interface H3EventContext {
    /** Set by `server/plugins/database.ts`. */
    db: Database
    /** Set by `server/plugins/context.ts`: one Backend API client for the process. */
    clerk: ClerkClient
    /** Set by `server/plugins/context.ts`. */
    config: AppConfig
    /** Set by `server/plugins/context.ts`: the organization in the URL, for the page that is being rendered. */
    orgContext: (key: string) => Promise<OrgContext | NoContext>
  }
}
