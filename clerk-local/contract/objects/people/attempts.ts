import type { MetadataObject } from '../organizations/organization.ts'
import type { VerificationObject } from './verification.ts'

/** A way to prove who one is. */
export interface FactorObject {
  strategy: string
  safe_identifier?: string
  email_address_id?: string
  primary?: boolean
  enterprise_connection_id?: string
  enterprise_connection_name?: string
}

/** A running or finished sign-in (frontend-api.yml, `SignIn`). */
export interface SignInObject {
  object: 'sign_in_attempt'
  id: string
  status: 'needs_identifier' | 'needs_first_factor' | 'needs_second_factor' | 'needs_new_password' | 'complete' | 'abandoned'
  supported_identifiers: string[]
  supported_first_factors: FactorObject[]
  supported_second_factors: FactorObject[]
  first_factor_verification: VerificationObject | null
  second_factor_verification: VerificationObject | null
  identifier: string | null
  user_data: { first_name: string | null, last_name: string | null, image_url: string, profile_image_url: string, has_image: boolean } | null
  created_session_id: string | null
  abandon_at: number
}

/** The proof of a sign-up's address and what to do next for it. */
export interface SignUpVerificationObject extends Partial<VerificationObject> {
  next_action: 'needs_prepare' | 'needs_attempt' | ''
  supported_strategies: string[]
}

/** A running or finished sign-up (frontend-api.yml, `SignUp`). */
export interface SignUpObject {
  object: 'sign_up_attempt'
  id: string
  status: 'missing_requirements' | 'complete' | 'abandoned'
  required_fields: string[]
  optional_fields: string[]
  missing_fields: string[]
  unverified_fields: string[]
  verifications: {
    email_address: SignUpVerificationObject | null
    phone_number: null
    web3_wallet: null
    external_account: VerificationObject | null
  }
  username: string | null
  email_address: string | null
  phone_number: null
  web3_wallet: null
  password_enabled: boolean
  has_password: boolean
  first_name: string | null
  last_name: string | null
  unsafe_metadata: MetadataObject
  public_metadata: MetadataObject
  custom_action: boolean
  external_id: string | null
  created_session_id: string | null
  created_user_id: string | null
  abandon_at: number
  legal_accepted_at: number | null
  locale: string | null
}
