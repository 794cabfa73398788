import type { BackendList, FrontendList, FrontendMutation, FrontendRead } from '../objects/answers.ts'
import type { MembershipObject, MembershipRequestObject } from '../objects/organizations/membership.ts'
import type { RoleObject } from '../objects/organizations/role.ts'
import type { Operations } from '../operations.ts'

export const memberOperations = {
  ListOrganizationMemberships: 'GET /organizations/{organization_id}/memberships',
  CreateOrganizationMembership: 'POST /organizations/{organization_id}/memberships',
  UpdateOrganizationMembership: 'PATCH /organizations/{organization_id}/memberships/{user_id}',
  removeOrganizationMember: 'DELETE /organizations/{organization_id}/memberships/{user_id}',
  ListOrganizationRoles: 'GET /organizations/{organization_id}/roles',
  listOrganizationMembershipRequests: 'GET /organizations/{organization_id}/membership_requests',
  acceptOrganizationMembershipRequest: 'POST /organizations/{organization_id}/membership_requests/{request_id}/accept',
  rejectOrganizationMembershipRequest: 'POST /organizations/{organization_id}/membership_requests/{request_id}/reject',
} as const satisfies Operations

export interface MemberAnswers {
  /** A page with `paginated=true`, as clerk-js asks, else all in an array. */
  ListOrganizationMemberships: FrontendList<MembershipObject> | FrontendRead<MembershipObject[]>
  CreateOrganizationMembership: FrontendMutation<MembershipObject>
  UpdateOrganizationMembership: FrontendMutation<MembershipObject>
  removeOrganizationMember: FrontendMutation<MembershipObject>
  ListOrganizationRoles: RoleListAnswer
  listOrganizationMembershipRequests: FrontendList<MembershipRequestObject>
  acceptOrganizationMembershipRequest: FrontendMutation<MembershipRequestObject>
  rejectOrganizationMembershipRequest: FrontendMutation<MembershipRequestObject>
}

/** While members move to another role set, Clerk UI lets nobody change roles. */
export interface RoleListAnswer { response: BackendList<RoleObject> & { has_role_set_migration: boolean }, client: null }
