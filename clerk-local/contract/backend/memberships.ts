import type { BackendList } from '../objects/answers.ts'
import type { MembershipObject } from '../objects/organizations/membership.ts'
import type { Operations } from '../operations.ts'

export const membershipOperations = {
  CreateOrganizationMembership: 'POST /organizations/{organization_id}/memberships',
  ListOrganizationMemberships: 'GET /organizations/{organization_id}/memberships',
  UpdateOrganizationMembership: 'PATCH /organizations/{organization_id}/memberships/{user_id}',
  DeleteOrganizationMembership: 'DELETE /organizations/{organization_id}/memberships/{user_id}',
  UpdateOrganizationMembershipMetadata: 'PATCH /organizations/{organization_id}/memberships/{user_id}/metadata',
  InstanceGetOrganizationMemberships: 'GET /organization_memberships',
  UsersGetOrganizationMemberships: 'GET /users/{user_id}/organization_memberships',
} as const satisfies Operations

export interface MembershipAnswers {
  CreateOrganizationMembership: MembershipObject
  ListOrganizationMemberships: BackendList<MembershipObject>
  UpdateOrganizationMembership: MembershipObject
  DeleteOrganizationMembership: MembershipObject
  UpdateOrganizationMembershipMetadata: MembershipObject
  InstanceGetOrganizationMemberships: BackendList<MembershipObject>
  UsersGetOrganizationMemberships: BackendList<MembershipObject>
}
