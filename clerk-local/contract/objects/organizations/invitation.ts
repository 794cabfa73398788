import type { MetadataObject, PublicOrganizationObject } from './organization.ts'

/** An invitation to an organization (frontend-api.yml and backend-api.yml, `OrganizationInvitation`). */
export interface InvitationObject {
  object: 'organization_invitation'
  id: string
  email_address: string
  role: string
  role_name: string
  organization_id: string
  status: 'pending' | 'accepted' | 'revoked' | 'expired'
  public_metadata: MetadataObject
  /** The link of the mail; null in the Frontend API and once it is of no use. */
  url: string | null
  expires_at: number
  created_at: number
  updated_at: number
  /** For the invited person. */
  public_organization_data?: PublicOrganizationObject
  /** Backend API and webhooks only, down to the last line. */
  private_metadata?: MetadataObject
  inviter_id?: string | null
  public_inviter_data?: InviterObject | null
}

/** Less of a user than elsewhere (backend-api.yml, `OrganizationInvitationPublicUserData`). */
export interface InviterObject {
  user_id: string
  first_name: string | null
  last_name: string | null
  image_url: string
  has_image: boolean
  identifier: string
}

/** A suggestion to join, from a verified domain. */
export interface SuggestionObject {
  object: 'organization_suggestion'
  id: string
  status: 'pending' | 'accepted' | 'completed'
  public_organization_data?: PublicOrganizationObject
  created_at: number
  updated_at: number
}
