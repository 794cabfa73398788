/** Plain data of every object the local Clerk knows. Times are milliseconds since 1970, ids carry Clerk's prefixes. */

export type * from './entities-billing.ts'

export type Metadata = Record<string, unknown>

/** How an address, a code or a domain was proven. */
export interface Verification {
  status: 'unverified' | 'verified' | 'failed' | 'expired'
  strategy: string
  attempts: number | null
  expireAt: number | null
  /** The six digits that were sent; never formatted. */
  code?: string
}

export interface EmailAddress {
  id: string
  emailAddress: string
  verification: Verification | null
  linkedTo: { id: string, type: string }[]
  createdAt: number
  updatedAt: number
}

export interface User {
  id: string
  externalId: string | null
  username: string | null
  firstName: string | null
  lastName: string | null
  passwordDigest: string | null
  passwordUpdatedAt: number | null
  /** Data URL of an uploaded picture; null shows initials. */
  image: string | null
  emailAddresses: EmailAddress[]
  primaryEmailAddressId: string | null
  publicMetadata: Metadata
  privateMetadata: Metadata
  unsafeMetadata: Metadata
  banned: boolean
  locked: boolean
  deleteSelfEnabled: boolean
  createOrganizationEnabled: boolean
  createOrganizationsLimit: number | null
  /** The organization a new session starts in: the last one chosen, or joined (Clerk's API reference on creating a membership). */
  lastActiveOrganizationId: string | null
  lastSignInAt: number | null
  lastActiveAt: number | null
  legalAcceptedAt: number | null
  createdAt: number
  updatedAt: number
}

/** A browser: the holder of sessions and of the running sign-in and sign-up. */
export interface Client {
  id: string
  /** Development instances name the browser by this token (`__clerk_db_jwt`). */
  devBrowserToken: string | null
  sessionIds: string[]
  signInId: string | null
  signUpId: string | null
  lastActiveSessionId: string | null
  lastAuthenticationStrategy: string | null
  createdAt: number
  updatedAt: number
}

export type SessionStatus = 'active' | 'pending' | 'ended' | 'removed' | 'revoked' | 'expired' | 'abandoned' | 'replaced'

export interface Session {
  id: string
  clientId: string
  userId: string
  /** `pending` is derived from the open tasks, see domain/people/sessions. */
  status: Exclude<SessionStatus, 'pending'>
  lastActiveOrganizationId: string | null
  /** When the first and the second factor were last proven. */
  firstFactorAt: number
  secondFactorAt: number | null
  actor: Metadata | null
  activity: SessionActivity
  lastActiveAt: number
  expireAt: number
  abandonAt: number
  createdAt: number
  updatedAt: number
}

export interface SessionActivity {
  id: string
  browserName: string | null
  browserVersion: string | null
  deviceType: string | null
  ipAddress: string | null
  isMobile: boolean
}

export interface SignIn {
  id: string
  clientId: string
  identifier: string | null
  userId: string | null
  status: 'needs_identifier' | 'needs_first_factor' | 'needs_second_factor' | 'needs_new_password' | 'complete' | 'abandoned'
  firstFactor: Verification | null
  createdSessionId: string | null
  abandonAt: number
  createdAt: number
  updatedAt: number
}

export interface SignUp {
  id: string
  clientId: string
  status: 'missing_requirements' | 'complete' | 'abandoned'
  emailAddress: string | null
  emailVerification: Verification | null
  passwordDigest: string | null
  firstName: string | null
  lastName: string | null
  username: string | null
  unsafeMetadata: Metadata
  legalAcceptedAt: number | null
  /** The organization invitation this sign-up came by. */
  invitationId: string | null
  externalId: string | null
  createdSessionId: string | null
  createdUserId: string | null
  abandonAt: number
  createdAt: number
  updatedAt: number
}

/** Signs one user in once, made by the Backend API. */
export interface SignInToken {
  id: string
  userId: string
  organizationId: string | null
  status: 'pending' | 'accepted' | 'revoked'
  createdAt: number
  updatedAt: number
}

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

export type EnrollmentMode = 'manual_invitation' | 'automatic_invitation' | 'automatic_suggestion'

export interface OrganizationDomain {
  id: string
  organizationId: string
  name: string
  enrollmentMode: EnrollmentMode
  affiliationEmailAddress: string | null
  affiliationVerification: (Verification & { verifiedAt: number | null }) | null
  ownershipVerification: (Verification & { verifiedAt: number | null, txtRecordName: string | null, txtRecordValue: string | null }) | null
  createdAt: number
  updatedAt: number
}

export interface OrganizationSuggestion {
  id: string
  organizationId: string
  userId: string
  domainId: string
  status: 'pending' | 'accepted' | 'completed'
  createdAt: number
  updatedAt: number
}

export interface OrganizationMembershipRequest {
  id: string
  organizationId: string
  userId: string
  status: 'pending' | 'accepted' | 'rejected'
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
  isCreatorEligible: boolean
  permissionKeys: string[]
  createdAt: number
  updatedAt: number
}

export interface RoleSet {
  id: string
  key: string
  name: string
  description: string
  roleKeys: string[]
  creatorRoleKey: string
  defaultRoleKey: string
  createdAt: number
  updatedAt: number
}

/** A message of the local mailbox. */
export interface Mail {
  id: string
  to: string
  subject: string
  /** Clerk's template slug, such as `verification_code` or `organization_invitation`. */
  slug: string
  body: string
  code: string | null
  link: string | null
  userId: string | null
  createdAt: number
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
