import type { Seats } from '../schemas/organization'
import type { FeatureSlug, PlanSlug } from './table'

/** Where a fact came from, and how fresh it is: when the token was issued or the mirrored row was seen, in ms since 1970. */
export interface Evidence { source: 'token' | 'mirror', at: number }

/** What decisions about one person in one organization rest on. */
export interface OrgFacts {
  org: {
    /** `org_…` */
    id: string
    /** Null where the instance has slugs switched off. */
    slug: string | null
    name: string
    imageUrl: string
    hasImage: boolean
    createdAt: number
    /** The organization's plan, never the person's own; null without Billing. */
    plan: PlanSlug | (string & {}) | null
    features: (FeatureSlug | (string & {}))[]
  }
  user: {
    /** `user_…` */
    id: string
    /** `orgmem_…` */
    membershipId: string
    /** Clerk's role key, such as `org:admin`; a custom role is any other. */
    role: string
    roleName: string
    /** System and custom permissions that count now. */
    permissions: string[]
    /** Custom permissions of the role that don't count, because the plan lacks their feature. */
    withheld: string[]
  }
  evidence: {
    role: Evidence
    /** Of custom permissions: system ones come with the role. */
    permissions: Evidence
    plan: Evidence
  }
}

/** The active organization as pages and components know it: the facts, its seats, and who can help. */
export interface OrgContext extends OrgFacts {
  seats: Seats
  managers: Managers
  /** Where `/events` goes on from here, as `Last-Event-ID`. */
  lastChange: string
}

/** Names of people who can help: some of those who manage members, and of those who manage billing. */
export interface Managers { members: string[], billing: string[] }

/** Why there is no context: nobody signed in, a session task open, no active organization, or not a member of this one. */
export type NoContext = 'not_signed_in' | 'task_pending' | 'no_organization' | 'not_found'
