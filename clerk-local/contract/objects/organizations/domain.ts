import type { PublicOrganizationObject } from './organization.ts'

/** How far one proof of a domain is. */
export interface DomainVerificationObject {
  status: string
  strategy: string
  attempts: number | null
  /** Milliseconds since 1970. */
  expire_at: number | null
  verified_at: number | null
}

/** The proof by DNS. In the Frontend API an open one has the record to set, its value for those only who may manage domains. */
export interface DomainOwnershipObject extends DomainVerificationObject {
  txt_record_name?: string | null
  txt_record_value?: string | null
}

/** A domain of an organization (frontend-api.yml and backend-api.yml, `OrganizationDomain`). */
export interface DomainObject {
  object: 'organization_domain'
  id: string
  organization_id: string
  name: string
  enrollment_mode: 'manual_invitation' | 'automatic_invitation' | 'automatic_suggestion' | 'enterprise_sso'
  affiliation_email_address: string | null
  affiliation_verification: DomainVerificationObject | null
  verification: DomainVerificationObject | null
  ownership_verification: DomainOwnershipObject | null
  total_pending_invitations: number
  total_pending_suggestions: number
  public_organization_data: PublicOrganizationObject | null
  created_at: number
  updated_at: number
}
