import type { MemberAnswers, memberOperations } from '../../contract/frontend/members.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { acceptMembershipRequest, listMembershipRequests, rejectMembershipRequest } from '../../domain/domains/membership-requests.ts'
import { addMember, changeRole, listMembers, newestMembers, removeMember, requireMembership } from '../../domain/organizations/memberships.ts'
import { rolesOf } from '../../domain/organizations/roles.ts'
import { membershipJson, membershipRequestJson } from '../../formatters/organizations/membership.ts'
import { roleJson } from '../../formatters/organizations/role.ts'
import { type FrontendContext, listed, mutated, pageOrAll } from '../request.ts'
import { member } from './organizations.ts'

/** Members, roles and requests to join. */
export const memberHandlers = (ctx: Context): Handlers<FrontendContext, typeof memberOperations, MemberAnswers> => ({
  ListOrganizationMemberships(c) {
    const { organization } = member(ctx, c, 'org:sys_memberships:read')
    const params = c.get('params')
    const filter = { query: params.string('query'), roles: params.list('role') }
    if (!filter.query && !filter.roles.length && params.boolean('paginated')) {
      const { rows, total } = newestMembers(ctx, organization.id, params.page())
      return { response: { data: rows.map(m => membershipJson(ctx, m, 'frontend')), total_count: total }, client: null }
    }
    const rows = listMembers(ctx, organization.id, filter)
    return pageOrAll(c, rows, m => membershipJson(ctx, m, 'frontend'))
  },

  CreateOrganizationMembership(c) {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    const params = c.get('params')
    const membership = addMember(ctx, { organizationId: organization.id, userId: params.required('user_id'), role: params.required('role') })
    return mutated(ctx, c, client, membershipJson(ctx, membership, 'frontend'))
  },

  UpdateOrganizationMembership(c, { user_id }) {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    const membership = changeRole(ctx, organization.id, user_id, c.get('params').required('role'))
    return mutated(ctx, c, client, membershipJson(ctx, membership, 'frontend'))
  },

  removeOrganizationMember(c, { user_id }) {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    const json = membershipJson(ctx, requireMembership(ctx, organization.id, user_id), 'frontend')
    removeMember(ctx, organization.id, user_id)
    return mutated(ctx, c, client, json)
  },

  ListOrganizationRoles(c) {
    const { organization } = member(ctx, c)
    const { response } = listed(c, rolesOf(ctx, organization), role => roleJson(ctx, role))
    // Role sets change at once here.
    return { response: { ...response, has_role_set_migration: false }, client: null }
  },

  listOrganizationMembershipRequests(c) {
    const { organization } = member(ctx, c, 'org:sys_memberships:manage')
    return listed(c, listMembershipRequests(ctx, organization.id, c.get('params').list('status')), r => membershipRequestJson(ctx, r))
  },

  acceptOrganizationMembershipRequest(c, { request_id }) {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    return mutated(ctx, c, client, membershipRequestJson(ctx, acceptMembershipRequest(ctx, organization.id, request_id)))
  },

  rejectOrganizationMembershipRequest(c, { request_id }) {
    const { client, organization } = member(ctx, c, 'org:sys_memberships:manage')
    return mutated(ctx, c, client, membershipRequestJson(ctx, rejectMembershipRequest(ctx, organization.id, request_id)))
  },
})
