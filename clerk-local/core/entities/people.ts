/** Plain data of people: users, browsers, sessions, attempts to sign in and up, mail. Times are milliseconds since 1970. */

import type { ProviderIdentity } from './enterprise.ts'
import type { Metadata } from './index.ts'
import type { ClerkErrorItem } from '../errors.ts'

/** How an address, a code or a domain was proven. */
export interface Verification {
  status: 'unverified' | 'verified' | 'failed' | 'expired' | 'transferable'
  strategy: string
  attempts: number | null
  expireAt: number | null
  /** Names this verification to the Backend API, which attempts it by id. */
  id?: string
  /** The six digits that were sent; never formatted. */
  code?: string
  /** The link that was sent: what its token must say, and where the browser goes on. */
  link?: { nonce: string, redirectUrl: string }
  /** The browser a link was opened in, when it was the one that asked. */
  verifiedAtClient?: string
  /** The proof is an identity provider's. */
  external?: ExternalProof
}

/** What an identity provider said, and where the browser asks it. */
export interface ExternalProof {
  connectionId: string
  redirectUrl: string | null
  error: ClerkErrorItem | null
  identity: ProviderIdentity | null
}

export interface EmailAddress {
  id: string
  emailAddress: string
  verification: Verification | null
  createdAt: number
  updatedAt: number
}

export interface PhoneNumber {
  id: string
  phoneNumber: string
  verification: Verification | null
  reservedForSecondFactor: boolean
  createdAt: number
  updatedAt: number
}

/** How a password digest was made: here, or elsewhere and imported. */
export type PasswordHasher
  = | 'argon2i' | 'argon2id' | 'bcrypt' | 'bcrypt_sha256_django' | 'ldap_ssha' | 'local' | 'md5'
    | 'pbkdf2_sha1' | 'pbkdf2_sha256' | 'pbkdf2_sha256_django' | 'pbkdf2_sha512' | 'pbkdf2_sha512_hex' | 'scrypt_werkzeug' | 'sha256'

export interface User {
  id: string
  externalId: string | null
  username: string | null
  firstName: string | null
  lastName: string | null
  passwordDigest: string | null
  passwordHasher: PasswordHasher
  passwordUpdatedAt: number | null
  /** A compromised password signs nobody in: it has to be reset first. */
  passwordCompromised: boolean
  /** Data URL of an uploaded picture; null shows initials. */
  image: string | null
  emailAddresses: EmailAddress[]
  primaryEmailAddressId: string | null
  phoneNumbers: PhoneNumber[]
  primaryPhoneNumberId: string | null
  /** BCP 47, such as `en-US`. */
  locale: string | null
  bypassClientTrust: boolean
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
  /** The first factor being proven anew for this session. */
  reverification: Verification | null
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
  /** The proof by an identity provider, of a sign-up that went there. */
  externalVerification?: Verification
  passwordDigest: string | null
  firstName: string | null
  lastName: string | null
  username: string | null
  unsafeMetadata: Metadata
  legalAcceptedAt: number | null
  /** The organization invitation this sign-up came by. */
  invitationId: string | null
  /** The invitation to the application this sign-up came by. */
  applicationInvitationId: string | null
  createdSessionId: string | null
  createdUserId: string | null
  abandonAt: number
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
