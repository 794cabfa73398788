/** Plain data of every object the local Clerk knows. Times are milliseconds since 1970, ids carry Clerk's prefixes. */

export type * from './api-keys.ts'
export type * from './billing.ts'
export type * from './payments.ts'
export type * from './enterprise.ts'
export type * from './people.ts'
export type * from './tokens.ts'

export type Metadata = Record<string, unknown>

export interface Organization {
  id: string
  name: string
  slug: string
  /** Data URL of an uploaded logo; null shows the initial. */
  image: string | null
  maxAllowedMemberships: number
  adminDeleteEnabled: boolean
  publicMetadata: Metadata
  privateMetadata: Metadata
  createdBy: string | null
  roleSetKey: string
  createdAt: number
  updatedAt: number
}

export interface OrganizationMembership {
  id: string
  organizationId: string
  userId: string
  role: string
  publicMetadata: Metadata
  privateMetadata: Metadata
  createdAt: number
  updatedAt: number
}

export type InvitationStatus = 'pending' | 'accepted' | 'revoked' | 'expired'

export interface OrganizationInvitation {
  id: string
  organizationId: string
  emailAddress: string
  role: string
  status: Exclude<InvitationStatus, 'expired'>
  inviterUserId: string | null
  redirectUrl: string | null
  /** Set when a verified domain in automatic_invitation mode made it. */
  domainId: string | null
  acceptedUserId: string | null
  publicMetadata: Metadata
  privateMetadata: Metadata
  expiresAt: number
  createdAt: number
  updatedAt: number
}

export interface Permission {
  id: string
  key: string
  name: string
  description: string
  type: 'system' | 'user'
  createdAt: number
  updatedAt: number
}

export interface Role {
  id: string
  key: string
  name: string
  description: string
  permissionKeys: string[]
  createdAt: number
  updatedAt: number
}

export interface RoleSet {
  id: string
  key: string
  name: string
  description: string | null
  roleKeys: string[]
  creatorRoleKey: string
  defaultRoleKey: string
  /** New organizations get this one; one role set of the instance is it. */
  isInitial: boolean
  createdAt: number
  updatedAt: number
}

/** One thing that happened, as a webhook would tell it. */
export interface Change {
  id: string
  /** Order of recording, from 1. */
  sequence: number
  type: string
  data: unknown
  timestamp: number
  /** Changes made by seeding are known but not sent. */
  seeded: boolean
  /** Who made the call behind it, for webhooks. */
  caller?: { clientIp: string, userAgent: string }
}
