import type { MetadataObject, OrganizationObject } from './organization.ts'

/** What other members may see of a user. */
export interface PublicUserDataObject {
  user_id: string
  first_name: string | null
  last_name: string | null
  image_url: string
  profile_image_url: string
  has_image: boolean
  identifier: string
  username: string | null
  banned: boolean
}

/** A membership (frontend-api.yml and backend-api.yml, `OrganizationMembership`). */
export interface MembershipObject {
  object: 'organization_membership'
  id: string
  role: string
  role_name: string
  permissions: string[]
  public_metadata: MetadataObject
  /** Backend API and webhooks only. */
  private_metadata?: MetadataObject
  organization: OrganizationObject
  public_user_data: PublicUserDataObject
  created_at: number
  updated_at: number
}

/** A request to join an organization, made by accepting a suggestion. */
export interface MembershipRequestObject {
  object: 'organization_membership_request'
  id: string
  organization_id: string
  status: 'pending' | 'accepted' | 'rejected'
  public_user_data: PublicUserDataObject | null
  created_at: number
  updated_at: number
}
