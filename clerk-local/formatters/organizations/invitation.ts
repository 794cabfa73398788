import type { InvitationObject, InviterObject, SuggestionObject } from '../../contract/objects/organizations/invitation.ts'
import type { Context } from '../../core/context.ts'
import type { OrganizationInvitation, OrganizationSuggestion, User } from '../../core/entities/index.ts'
import { invitationStatus } from '../../domain/organizations/counts.ts'
import { roleName } from '../../domain/organizations/roles.ts'
import { invitationLink } from '../../domain/people/sign-in/tickets.ts'
import { publicOrganizationData, type Side } from './organization.ts'
import { publicUserData } from '../people/user.ts'

/** An invitation as the organization's people see it. */
export function invitationJson(ctx: Context, invitation: OrganizationInvitation, side: Side): InvitationObject {
  const inviter = ctx.store.users.get(invitation.inviterUserId)
  const status = invitationStatus(ctx, invitation)
  return {
    object: 'organization_invitation',
    id: invitation.id,
    email_address: invitation.emailAddress,
    role: invitation.role,
    role_name: roleName(ctx, invitation.role),
    organization_id: invitation.organizationId,
    status,
    public_metadata: invitation.publicMetadata,
    url: status === 'pending' && side === 'backend' ? invitationLink(ctx, invitation) : null,
    expires_at: invitation.expiresAt,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
    ...(side === 'backend' && {
      private_metadata: invitation.privateMetadata,
      inviter_id: invitation.inviterUserId,
      public_inviter_data: inviter ? inviterData(ctx, inviter) : null,
    }),
  }
}

/** Less of a user than elsewhere (backend-api.yml, OrganizationInvitationPublicUserData). */
function inviterData(ctx: Context, user: User): InviterObject {
  const { user_id, first_name, last_name, image_url, has_image, identifier } = publicUserData(ctx, user)
  return { user_id, first_name, last_name, image_url, has_image, identifier }
}

/** An invitation as the invited person sees it: with the organization's public data. */
export function userInvitationJson(ctx: Context, invitation: OrganizationInvitation, side: Side): InvitationObject {
  const organization = ctx.store.organizations.get(invitation.organizationId)
  return {
    ...invitationJson(ctx, invitation, side),
    ...(organization && { public_organization_data: publicOrganizationData(ctx, organization) }),
  }
}

/** A suggestion to join, from a verified domain. */
export function suggestionJson(ctx: Context, suggestion: OrganizationSuggestion): SuggestionObject {
  const organization = ctx.store.organizations.get(suggestion.organizationId)
  return {
    object: 'organization_suggestion',
    id: suggestion.id,
    status: suggestion.status,
    ...(organization && { public_organization_data: publicOrganizationData(ctx, organization) }),
    created_at: suggestion.createdAt,
    updated_at: suggestion.updatedAt,
  }
}
