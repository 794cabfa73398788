import type { BackendList } from '../objects/answers.ts'
import type { InvitationObject } from '../objects/organizations/invitation.ts'
import type { Operations } from '../operations.ts'

export const invitationOperations = {
  CreateOrganizationInvitation: 'POST /organizations/{organization_id}/invitations',
  CreateOrganizationInvitationBulk: 'POST /organizations/{organization_id}/invitations/bulk',
  ListOrganizationInvitations: 'GET /organizations/{organization_id}/invitations',
  ListPendingOrganizationInvitations: 'GET /organizations/{organization_id}/invitations/pending',
  GetOrganizationInvitation: 'GET /organizations/{organization_id}/invitations/{invitation_id}',
  RevokeOrganizationInvitation: 'POST /organizations/{organization_id}/invitations/{invitation_id}/revoke',
  ListInstanceOrganizationInvitations: 'GET /organization_invitations',
  UsersGetOrganizationInvitations: 'GET /users/{user_id}/organization_invitations',
} as const satisfies Operations

export interface InvitationAnswers {
  CreateOrganizationInvitation: InvitationObject
  CreateOrganizationInvitationBulk: BackendList<InvitationObject>
  ListOrganizationInvitations: BackendList<InvitationObject>
  ListPendingOrganizationInvitations: BackendList<InvitationObject>
  GetOrganizationInvitation: InvitationObject
  RevokeOrganizationInvitation: InvitationObject
  ListInstanceOrganizationInvitations: BackendList<InvitationObject>
  UsersGetOrganizationInvitations: BackendList<InvitationObject>
}
