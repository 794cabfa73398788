import type { FrontendList, FrontendMutation, FrontendRead } from '../objects/answers.ts'
import type { InvitationObject } from '../objects/organizations/invitation.ts'
import type { Operations } from '../operations.ts'

export const invitationOperations = {
  getOrganizationInvitations: 'GET /organizations/{organization_id}/invitations',
  getAllPendingOrganizationInvitations: 'GET /organizations/{organization_id}/invitations/pending',
  createOrganizationInvitations: 'POST /organizations/{organization_id}/invitations',
  bulkCreateOrganizationInvitations: 'POST /organizations/{organization_id}/invitations/bulk',
  revokePendingOrganizationInvitation: 'POST /organizations/{organization_id}/invitations/{invitation_id}/revoke',
} as const satisfies Operations

export interface InvitationAnswers {
  getOrganizationInvitations: FrontendList<InvitationObject>
  getAllPendingOrganizationInvitations: FrontendRead<InvitationObject[]>
  createOrganizationInvitations: FrontendMutation<InvitationObject>
  bulkCreateOrganizationInvitations: FrontendMutation<InvitationObject[]>
  revokePendingOrganizationInvitation: FrontendMutation<InvitationObject>
}
