import type { Context } from '../../core/context.ts'
import type { InvitationStatus, OrganizationInvitation } from '../../core/entities.ts'
import { roleByKey } from './roles.ts'

/** Permissions that at least one member must hold (code organization_minimum_permissions_needed, facts §H). */
export const minimumPermissions = ['org:sys_profile:manage', 'org:sys_memberships:read', 'org:sys_memberships:manage']

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

/** Whether a role can run an organization. */
export function isManagingRole(ctx: Context, roleKey: string): boolean {
  const keys = roleByKey(ctx, roleKey)?.permissionKeys ?? []
  return minimumPermissions.every(p => keys.includes(p))
}

/** Whether somebody, besides the given user, can run the organization. */
export function hasMinimumPermissions(ctx: Context, organizationId: string, exceptUserId?: string): boolean {
  return ctx.store.memberships.someBy('organizationId', organizationId, m => m.userId !== exceptUserId && isManagingRole(ctx, m.role))
}
