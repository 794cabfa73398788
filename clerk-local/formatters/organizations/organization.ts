import type { DeletedObject } from '../../contract/objects/answers.ts'
import type { OrganizationObject, PublicOrganizationObject } from '../../contract/objects/organizations/organization.ts'
import type { Context } from '../../core/context.ts'
import type { Organization } from '../../core/entities/index.ts'
import { hasMinimumPermissions, pendingInvitations } from '../../domain/organizations/counts.ts'
import { pictureUrl } from '../people/picture.ts'

/** Which API the answer is for: the Frontend API leaves private things out. */
export type Side = 'frontend' | 'backend'

/** The logo of an organization: the uploaded one, or its initial drawn by this server. */
export function organizationImageUrl(ctx: Context, organization: Organization): string {
  return pictureUrl(ctx, organization, Array.from(organization.name)[0] ?? '?')
}

/** What strangers may see of an organization, in invitations and suggestions. */
export function publicOrganizationData(ctx: Context, organization: Organization): PublicOrganizationObject {
  return {
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    image_url: organizationImageUrl(ctx, organization),
    has_image: organization.image !== null,
  }
}

/** An organization. Webhooks and the Backend API add private metadata, the creator and the role set. */
export function organizationJson(ctx: Context, organization: Organization, side: Side): OrganizationObject {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    image_url: organizationImageUrl(ctx, organization),
    logo_url: organization.image ? organizationImageUrl(ctx, organization) : null,
    has_image: organization.image !== null,
    members_count: ctx.store.memberships.countBy('organizationId', organization.id),
    pending_invitations_count: pendingInvitations(ctx, organization.id).length,
    max_allowed_memberships: organization.maxAllowedMemberships,
    admin_delete_enabled: organization.adminDeleteEnabled,
    public_metadata: organization.publicMetadata,
    created_at: organization.createdAt,
    updated_at: organization.updatedAt,
    ...(side === 'frontend'
      ? { self_serve_sso_enabled: ctx.settings.enterpriseSso.selfServe }
      : {
          missing_member_with_elevated_permissions: !hasMinimumPermissions(ctx, organization.id),
          private_metadata: organization.privateMetadata,
          created_by: organization.createdBy ?? undefined,
          role_set_key: organization.roleSetKey,
        }),
  }
}

/** What remains of a deleted thing, in answers and webhooks. */
export function deletedJson(object: string, row: { id: string, slug?: string, externalId?: string | null }): DeletedObject {
  return { object, id: row.id, ...(row.slug && { slug: row.slug }), ...(row.externalId && { external_id: row.externalId }), deleted: true }
}
