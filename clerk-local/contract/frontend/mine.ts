import type { DeletedObject, FrontendList, FrontendMutation, FrontendRead } from '../objects/answers.ts'
import type { InvitationObject, SuggestionObject } from '../objects/organizations/invitation.ts'
import type { MembershipObject } from '../objects/organizations/membership.ts'
import type { CreationDefaultsObject } from '../objects/organizations/organization.ts'
import type { Operations } from '../operations.ts'

export const mineOperations = {
  getOrganizationMemberships: 'GET /me/organization_memberships',
  deleteOrganizationMemberships: 'DELETE /me/organization_memberships/{organization_id}',
  getUsersOrganizationInvitations: 'GET /me/organization_invitations',
  acceptOrganizationInvitation: 'POST /me/organization_invitations/{invitation_id}/accept',
  getOrganizationSuggestions: 'GET /me/organization_suggestions',
  acceptOrganizationSuggestion: 'POST /me/organization_suggestions/{suggestion_id}/accept',
  getOrganizationCreationDefaults: 'GET /me/organization_creation_defaults',
} as const satisfies Operations

export interface MineAnswers {
  /** A page with `paginated=true`, else all in an array. */
  getOrganizationMemberships: FrontendList<MembershipObject> | FrontendRead<MembershipObject[]>
  deleteOrganizationMemberships: FrontendMutation<DeletedObject>
  getUsersOrganizationInvitations: FrontendList<InvitationObject>
  acceptOrganizationInvitation: FrontendMutation<InvitationObject>
  getOrganizationSuggestions: FrontendList<SuggestionObject>
  acceptOrganizationSuggestion: FrontendMutation<SuggestionObject>
  getOrganizationCreationDefaults: FrontendRead<CreationDefaultsObject>
}
