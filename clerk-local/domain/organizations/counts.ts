import type { Context } from '../../core/context.ts'
import type { InvitationStatus, OrganizationInvitation, Role } from '../../core/entities/index.ts'
import { roleByKey } from './roles.ts'

/** What the creator role, and so at least one member, must hold (Clerk's guide on roles and permissions, "Creator role"). */
export const minimumPermissions = ['org:sys_memberships:manage', 'org:sys_memberships:read', 'org:sys_profile:delete']

/** An invitation's status now: a pending one expires by time alone. */
export function invitationStatus(ctx: Context, invitation: OrganizationInvitation): InvitationStatus {
  return invitation.status === 'pending' && invitation.expiresAt <= ctx.store.now() ? 'expired' : invitation.status
}

/** Invitations that still hold a seat. */
export function pendingInvitations(ctx: Context, organizationId: string): OrganizationInvitation[] {
  return ctx.store.invitations.by('organizationId', organizationId).filter(i => invitationStatus(ctx, i) === 'pending')
}

/** Members and outstanding invitations together take seats (facts §H). */
export function takenSeats(ctx: Context, organizationId: string): number {
  return ctx.store.memberships.countBy('organizationId', organizationId) + pendingInvitations(ctx, organizationId).length
}

/** Whether a role can run an organization, and so be the creator role. */
export function isCreatorEligible(role: Role): boolean {
  return minimumPermissions.every(p => role.permissionKeys.includes(p))
}

/** The same for the role with this key. */
export function isManagingRole(ctx: Context, roleKey: string): boolean {
  const role = roleByKey(ctx, roleKey)
  return role !== undefined && isCreatorEligible(role)
}

/** Whether somebody, besides the given user, can run the organization. */
export function hasMinimumPermissions(ctx: Context, organizationId: string, exceptUserId?: string): boolean {
  return ctx.store.memberships.someBy('organizationId', organizationId, m => m.userId !== exceptUserId && isManagingRole(ctx, m.role))
}
