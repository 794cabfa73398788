import type { EnterpriseAccountObject } from '../organizations/enterprise.ts'
import type { MembershipObject } from '../organizations/membership.ts'
import type { MetadataObject } from '../organizations/organization.ts'
import type { VerificationObject } from './verification.ts'

/** An e-mail address of a user. */
export interface EmailAddressObject {
  object: 'email_address'
  id: string
  email_address: string
  reserved: boolean
  verification: VerificationObject | null
  linked_to: { id: string, type: string }[]
  matches_sso_connection: boolean
  created_at: number
  updated_at: number
}

/** A phone number of a user. */
export interface PhoneNumberObject {
  object: 'phone_number'
  id: string
  phone_number: string
  reserved_for_second_factor: boolean
  default_second_factor: boolean
  reserved: boolean
  verification: VerificationObject | null
  linked_to: { id: string, type: string }[]
  backup_codes: string[] | null
  created_at: number
  updated_at: number
}

/** A user as both APIs tell it (frontend-api.yml and backend-api.yml, `User`). Lists of what is out of scope are empty. */
export interface UserObject {
  object: 'user'
  id: string
  external_id: string | null
  username: string | null
  first_name: string | null
  last_name: string | null
  locale?: string | null
  image_url: string
  profile_image_url: string
  has_image: boolean
  primary_email_address_id: string | null
  primary_phone_number_id: string | null
  primary_web3_wallet_id: null
  password_enabled: boolean
  password_last_updated_at: number | null
  two_factor_enabled: boolean
  totp_enabled: boolean
  backup_code_enabled: boolean
  mfa_enabled_at: number | null
  mfa_disabled_at: number | null
  email_addresses: EmailAddressObject[]
  phone_numbers: PhoneNumberObject[]
  web3_wallets: never[]
  passkeys: never[]
  external_accounts: never[]
  /** Older than enterprise accounts, which tell the same. */
  saml_accounts: never[]
  enterprise_accounts: EnterpriseAccountObject[]
  public_metadata: MetadataObject
  unsafe_metadata: MetadataObject
  banned: boolean
  locked: boolean
  lockout_expires_in_seconds: number | null
  verification_attempts_remaining: number | null
  delete_self_enabled: boolean
  create_organization_enabled: boolean
  create_organizations_limit?: number
  legal_accepted_at: number | null
  last_sign_in_at: number | null
  last_active_at: number | null
  created_at: number
  updated_at: number
  /** Frontend API only. */
  organization_memberships?: MembershipObject[]
  /** Backend API and webhooks only. */
  private_metadata?: MetadataObject
  /** Backend API and webhooks only. */
  bypass_client_trust?: boolean
}

/** An uploaded picture. */
export interface ImageObject { object: 'image', id: string, name: string, public_url: string }
