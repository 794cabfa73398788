import type { PlanSlug } from '../policy/table'

/** Seats of an organization. `limit` is null where membership is unlimited. */
export interface Seats { used: number, pending: number, limit: number | null }

/** An organization as the API answers it; names are Clerk's in camelCase, times in ms since 1970. */
export interface Organization {
  id: string
  slug: string | null
  name: string
  imageUrl: string
  hasImage: boolean
  membersCount: number
  pendingInvitationsCount: number
  maxAllowedMemberships: number | null
  createdAt: number
}

/** The signed-in person's standing in the active organization. */
export interface Viewer {
  userId: string
  membershipId: string
  /** Clerk's role key, such as `org:admin`. */
  role: string
  roleName: string
  /** System and custom permissions, as the mirrored membership and the token's features give them. */
  permissions: string[]
  plan: PlanSlug | (string & {}) | null
  features: string[]
}

/** One line of an organization's latest activity. */
export interface ActivityItem {
  id: string
  type: 'organization_created' | 'member_joined' | 'invitation_created' | 'invitation_accepted'
  /** Name or address of the person it is about. */
  subject: string
  at: number
}

/** Answer of `GET /api/orgs/:slug`. */
export interface OrgOverview {
  organization: Organization
  viewer: Viewer
  seats: Seats
  activity: ActivityItem[]
}
