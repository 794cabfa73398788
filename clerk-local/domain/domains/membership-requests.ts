import type { Context } from '../../core/context.ts'
import type { OrganizationMembershipRequest } from '../../core/entities/index.ts'
import { clerkError, notFound } from '../../core/errors.ts'
import { addMember, findMembership } from '../organizations/memberships.ts'
import { requireOrganization } from '../organizations/organizations.ts'
import { defaultRoleOf } from '../roles/role-sets.ts'

/** Asks to be let in. */
export function createMembershipRequest(ctx: Context, organizationId: string, userId: string): OrganizationMembershipRequest {
  const now = ctx.store.now()
  return ctx.store.membershipRequests.insert({ id: ctx.store.id('orgmemreq'), organizationId, userId, status: 'pending', createdAt: now, updatedAt: now })
}

/** Requests to join an organization, newest first. */
export function listMembershipRequests(ctx: Context, organizationId: string, statuses: string[] = []): OrganizationMembershipRequest[] {
  return ctx.store.membershipRequests.by('organizationId', organizationId).filter(r => !statuses.length || statuses.includes(r.status)).reverse()
}

/** Makes the person a member with the default role, if a seat is left. */
export function acceptMembershipRequest(ctx: Context, organizationId: string, id: string): OrganizationMembershipRequest {
  const request = requirePending(ctx, organizationId, id)
  if (!findMembership(ctx, organizationId, request.userId)) addMember(ctx, { organizationId, userId: request.userId, role: defaultRoleOf(ctx, requireOrganization(ctx, organizationId)) })
  return answer(ctx, request, 'accepted')
}

/** Turns the person away; the organization isn't suggested to them again. */
export function rejectMembershipRequest(ctx: Context, organizationId: string, id: string): OrganizationMembershipRequest {
  return answer(ctx, requirePending(ctx, organizationId, id), 'rejected')
}

/** Either answer completes the suggestion behind the request. */
function answer(ctx: Context, request: OrganizationMembershipRequest, status: 'accepted' | 'rejected'): OrganizationMembershipRequest {
  const updatedAt = ctx.store.now()
  const suggestion = ctx.store.suggestions.by('userId', request.userId).find(s => s.organizationId === request.organizationId && s.status === 'accepted')
  if (suggestion) ctx.store.suggestions.update(suggestion.id, { status: 'completed', updatedAt })
  return ctx.store.membershipRequests.update(request.id, { status, updatedAt })
}

function requirePending(ctx: Context, organizationId: string, id: string): OrganizationMembershipRequest {
  const request = ctx.store.membershipRequests.get(id)
  if (!request || request.organizationId !== organizationId) throw notFound('Organization membership request not found.')
  if (request.status !== 'pending') throw clerkError(400, 'organization_membership_request_not_pending', 'request is not pending', 'Only pending organization membership requests can be accepted or rejected.')
  return request
}
