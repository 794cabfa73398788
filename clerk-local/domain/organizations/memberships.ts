import type { Context } from '../../core/context.ts'
import type { Metadata, OrganizationMembership } from '../../core/entities/index.ts'
import { clerkError, notFound } from '../../core/errors.ts'
import { requireBoughtSeats } from '../billing/seats.ts'
import { activeItem } from '../billing/subscriptions.ts'
import { changed } from '../changes.ts'
import { isProvisioned } from '../enterprise/accounts.ts'
import { hasMinimumPermissions, isManagingRole, takenSeats } from './counts.ts'
import { requireOrganization } from './organizations.ts'
import { requireRole } from './roles.ts'

/** The membership of a user in an organization, or none. */
export function findMembership(ctx: Context, organizationId: string, userId: string): OrganizationMembership | undefined {
  return ctx.store.memberships.by('userId', userId).find(m => m.organizationId === organizationId)
}

/** The membership, or 404. */
export function requireMembership(ctx: Context, organizationId: string, userId: string): OrganizationMembership {
  const membership = findMembership(ctx, organizationId, userId)
  if (!membership) throw notFound('Organization membership not found.')
  return membership
}

/** 400 when the user is a member. */
export function requireNoMembership(ctx: Context, organizationId: string, userId: string): void {
  if (findMembership(ctx, organizationId, userId)) {
    throw clerkError(400, 'already_a_member_in_organization', 'already a member', `User ${userId} is already a member of the organization.`)
  }
}

/** 403 when no seat is left. `freed` seats are about to be given back, such as the invitation being accepted. */
export function requireSeats(ctx: Context, organizationId: string, wanted = 1, freed = 0): void {
  const limit = requireOrganization(ctx, organizationId).maxAllowedMemberships
  const needed = takenSeats(ctx, organizationId) - freed + wanted
  if (limit > 0 && needed > limit) {
    throw clerkError(403, 'organization_membership_quota_exceeded', 'organization membership quota exceeded',
      `You have reached your limit of ${limit} organization memberships, including outstanding invitations.`, { max_allowed_memberships: limit })
  }
  requireBoughtSeats(activeItem(ctx, 'org', organizationId), needed)
}

/** Makes a user a member; an accepted invitation has given its seat back by then. */
export function addMember(ctx: Context, input: { organizationId: string, userId: string, role: string, publicMetadata?: Metadata, privateMetadata?: Metadata, createdAt?: number }): OrganizationMembership {
  const organization = requireOrganization(ctx, input.organizationId)
  const user = ctx.store.users.get(input.userId)
  if (!user) throw notFound(`No user was found with id ${input.userId}.`)
  requireRole(ctx, organization, input.role)
  requireNoMembership(ctx, organization.id, user.id)
  requireSeats(ctx, organization.id)
  const now = input.createdAt ?? ctx.store.now()
  const membership = ctx.store.memberships.insert({
    id: ctx.store.id('orgmem'),
    organizationId: organization.id,
    userId: user.id,
    role: input.role,
    publicMetadata: input.publicMetadata ?? {},
    privateMetadata: input.privateMetadata ?? {},
    createdAt: now,
    updatedAt: now,
  })
  ctx.store.users.update(user.id, { lastActiveOrganizationId: organization.id })
  changed.membership(ctx, 'created', membership)
  return membership
}

/** Changes the role; the last member who can run the organization keeps theirs. */
export function changeRole(ctx: Context, organizationId: string, userId: string, role: string): OrganizationMembership {
  const membership = requireMembership(ctx, organizationId, userId)
  requireRole(ctx, requireOrganization(ctx, organizationId), role)
  if (!isManagingRole(ctx, role)) requireOtherManager(ctx, membership)
  ctx.store.memberships.update(membership.id, { role, updatedAt: ctx.store.now() })
  changed.membership(ctx, 'updated', membership)
  return membership
}

/** Replaces the given metadata (facts §A7). */
export function setMembershipMetadata(ctx: Context, organizationId: string, userId: string, patch: { publicMetadata?: Metadata, privateMetadata?: Metadata }): OrganizationMembership {
  const membership = requireMembership(ctx, organizationId, userId)
  ctx.store.memberships.update(membership.id, {
    publicMetadata: patch.publicMetadata ?? membership.publicMetadata,
    privateMetadata: patch.privateMetadata ?? membership.privateMetadata,
    updatedAt: ctx.store.now(),
  })
  changed.membership(ctx, 'updated', membership)
  return membership
}

/** Ends a membership, by removal or by leaving; sessions that had the organization active lose it. */
export function removeMember(ctx: Context, organizationId: string, userId: string, options: { force?: boolean } = {}): OrganizationMembership {
  const membership = requireMembership(ctx, organizationId, userId)
  if (!options.force) {
    requireOtherManager(ctx, membership)
    if (isProvisioned(ctx, organizationId, userId)) {
      throw clerkError(403, 'organization_membership_enterprise_connection_cannot_remove', 'cannot remove enterprise connection organization membership', 'Cannot remove an organization membership that is tied to an enterprise connection.')
    }
  }
  changed.membership(ctx, 'deleted', membership)
  ctx.store.memberships.delete(membership.id)
  for (const session of ctx.store.sessions.by('userId', userId)) {
    if (session.lastActiveOrganizationId === organizationId) ctx.store.sessions.update(session.id, { lastActiveOrganizationId: null })
  }
  return membership
}

/** One page of all members, newest first, and how many there are; the others aren't looked at. */
export function newestMembers(ctx: Context, organizationId: string, page: { limit: number, offset: number }): { rows: OrganizationMembership[], total: number } {
  const { memberships } = ctx.store
  return { rows: memberships.newestBy('organizationId', organizationId, page), total: memberships.countBy('organizationId', organizationId) }
}

/** Members of an organization, filtered and newest first, as both APIs list them. */
export function listMembers(ctx: Context, organizationId: string, filter: { query?: string, roles?: string[], userIds?: string[], emails?: string[] } = {}): OrganizationMembership[] {
  const query = filter.query?.trim().toLowerCase()
  return ctx.store.memberships.by('organizationId', organizationId).filter((membership) => {
    if (filter.roles?.length && !filter.roles.includes(membership.role)) return false
    if (filter.userIds?.length && !filter.userIds.includes(membership.userId)) return false
    if (!query && !filter.emails?.length) return true
    const user = ctx.store.users.get(membership.userId)
    const addresses = user?.emailAddresses.map(e => e.emailAddress.toLowerCase()) ?? []
    if (filter.emails?.length && !filter.emails.some(e => addresses.includes(e.toLowerCase()))) return false
    if (!query) return true
    return [user?.id, user?.firstName, user?.lastName, `${user?.firstName} ${user?.lastName}`, user?.username, ...addresses].some(text => text?.toLowerCase().includes(query))
  }).reverse()
}

function requireOtherManager(ctx: Context, membership: OrganizationMembership): void {
  if (isManagingRole(ctx, membership.role) && !hasMinimumPermissions(ctx, membership.organizationId, membership.userId)) {
    throw clerkError(400, 'organization_minimum_permissions_needed', 'minimum organization permissions needed',
      'There has to be at least one organization member with the minimum required permissions')
  }
}
