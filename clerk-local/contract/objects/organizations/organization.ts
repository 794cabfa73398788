/** Free data that the app keeps on an object. */
export type MetadataObject = Record<string, unknown>

/** An organization as both APIs tell it (frontend-api.yml and backend-api.yml, `Organization`). */
export interface OrganizationObject {
  object: 'organization'
  id: string
  name: string
  slug: string
  image_url: string
  logo_url: string | null
  has_image: boolean
  members_count?: number
  pending_invitations_count?: number
  max_allowed_memberships: number
  admin_delete_enabled: boolean
  public_metadata: MetadataObject
  created_at: number
  updated_at: number
  /** Frontend API only. */
  self_serve_sso_enabled?: boolean
  /** Backend API and webhooks only, down to the last line. */
  missing_member_with_elevated_permissions?: boolean
  private_metadata?: MetadataObject
  created_by?: string
  role_set_key?: string | null
}

/** What strangers may see of an organization, in invitations and suggestions. */
export interface PublicOrganizationObject {
  id: string
  name: string
  slug: string
  image_url: string
  has_image: boolean
}

/** What the form for a new organization starts with (frontend-api.yml, `getOrganizationCreationDefaults`). */
export interface CreationDefaultsObject {
  advisory: null
  form: { name: string, slug: string, logo: string | null, blur_hash: string | null }
}
