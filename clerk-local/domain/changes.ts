import type { Context } from '../core/context.ts'
import type { Mail, Organization, OrganizationDomain, OrganizationInvitation, OrganizationMembership, Permission, Role, Session, User, WaitlistEntry } from '../core/entities/index.ts'
import { domainJson } from '../formatters/organizations/domain.ts'
import { invitationJson } from '../formatters/organizations/invitation.ts'
import { membershipJson } from '../formatters/organizations/membership.ts'
import { emailJson, smsJson } from '../formatters/people/message.ts'
import { deletedJson, organizationJson } from '../formatters/organizations/organization.ts'
import { permissionJson, roleJson } from '../formatters/organizations/role.ts'
import { sessionEventJson } from '../formatters/people/session.ts'
import { waitlistEntryJson } from '../formatters/people/tokens.ts'
import { userJson } from '../formatters/people/user.ts'

/**
 * One function a noun: each records what happened with the payload its webhook will carry,
 * as it is now. Call them after the store has changed (facts §G).
 */
export const changed = {
  user: (ctx: Context, verb: 'created' | 'updated', user: User) =>
    ctx.store.changes.record(`user.${verb}`, userJson(ctx, user)),
  userDeleted: (ctx: Context, user: User) =>
    ctx.store.changes.record('user.deleted', deletedJson('user', user)),
  session: (ctx: Context, verb: 'created' | 'pending' | 'ended' | 'removed' | 'revoked', session: Session) =>
    ctx.store.changes.record(`session.${verb}`, sessionEventJson(ctx, session)),
  email: (ctx: Context, mail: Mail) =>
    ctx.store.changes.record('email.created', emailJson(ctx, mail)),
  sms: (ctx: Context, message: Mail) =>
    ctx.store.changes.record('sms.created', smsJson(ctx, message)),
  waitlistEntry: (ctx: Context, verb: 'created' | 'updated', entry: WaitlistEntry) =>
    ctx.store.changes.record(`waitlistEntry.${verb}`, waitlistEntryJson(ctx, entry)),
  organization: (ctx: Context, verb: 'created' | 'updated', organization: Organization) =>
    ctx.store.changes.record(`organization.${verb}`, organizationJson(ctx, organization, 'backend')),
  organizationDeleted: (ctx: Context, organization: Organization) =>
    ctx.store.changes.record('organization.deleted', deletedJson('organization', organization)),
  /** `deleted` carries the whole membership, so record it before the row goes. */
  membership: (ctx: Context, verb: 'created' | 'updated' | 'deleted', membership: OrganizationMembership) =>
    ctx.store.changes.record(`organizationMembership.${verb}`, membershipJson(ctx, membership, 'backend')),
  invitation: (ctx: Context, verb: 'created' | 'revoked', invitation: OrganizationInvitation) =>
    ctx.store.changes.record(`organizationInvitation.${verb}`, invitationJson(ctx, invitation, 'backend')),
  invitationAccepted: (ctx: Context, invitation: OrganizationInvitation, userId: string) =>
    ctx.store.changes.record('organizationInvitation.accepted', { ...invitationJson(ctx, invitation, 'backend'), user_id: userId }),
  domain: (ctx: Context, verb: 'created' | 'updated', domain: OrganizationDomain) =>
    ctx.store.changes.record(`organizationDomain.${verb}`, domainJson(ctx, domain, 'no record')),
  domainDeleted: (ctx: Context, domain: OrganizationDomain) =>
    ctx.store.changes.record('organizationDomain.deleted', deletedJson('organization_domain', domain)),
  role: (ctx: Context, verb: 'created' | 'updated', role: Role) =>
    ctx.store.changes.record(`role.${verb}`, roleJson(ctx, role)),
  roleDeleted: (ctx: Context, role: Role) =>
    ctx.store.changes.record('role.deleted', deletedJson('role', role)),
  permission: (ctx: Context, verb: 'created' | 'updated', permission: Permission) =>
    ctx.store.changes.record(`permission.${verb}`, permissionJson(permission)),
  permissionDeleted: (ctx: Context, permission: Permission) =>
    ctx.store.changes.record('permission.deleted', deletedJson('permission', permission)),
}
