import type { MembershipObject, MembershipRequestObject } from '../../contract/objects/organizations/membership.ts'
import type { Context } from '../../core/context.ts'
import type { OrganizationMembership, OrganizationMembershipRequest } from '../../core/entities/index.ts'
import { permissionsOfRole, roleName } from '../../domain/organizations/roles.ts'
import { organizationJson, type Side } from './organization.ts'
import { publicUserData } from '../people/user.ts'

/** A membership with its organization and person inside. System permissions are in it (facts §A1). */
export function membershipJson(ctx: Context, membership: OrganizationMembership, side: Side): MembershipObject {
  const organization = ctx.store.organizations.get(membership.organizationId)
  const user = ctx.store.users.get(membership.userId)
  if (!organization || !user) throw new Error(`Membership ${membership.id} has lost its organization or user`)
  return {
    object: 'organization_membership',
    id: membership.id,
    role: membership.role,
    role_name: roleName(ctx, membership.role),
    permissions: permissionsOfRole(ctx, membership.role, membership.organizationId),
    public_metadata: membership.publicMetadata,
    ...(side === 'backend' && { private_metadata: membership.privateMetadata }),
    organization: organizationJson(ctx, organization, side),
    public_user_data: publicUserData(ctx, user),
    created_at: membership.createdAt,
    updated_at: membership.updatedAt,
  }
}

/** A request to join, made by accepting a suggestion. */
export function membershipRequestJson(ctx: Context, request: OrganizationMembershipRequest): MembershipRequestObject {
  const user = ctx.store.users.get(request.userId)
  return {
    object: 'organization_membership_request',
    id: request.id,
    organization_id: request.organizationId,
    status: request.status,
    public_user_data: user ? publicUserData(ctx, user) : null,
    created_at: request.createdAt,
    updated_at: request.updatedAt,
  }
}
