import type { Context } from '../../core/context.ts'
import type { EnterpriseAccount, EnterpriseConnection, ProviderIdentity, User } from '../../core/entities/index.ts'
import { clerkError } from '../../core/errors.ts'
import { changed } from '../changes.ts'
import { takenSeats } from '../organizations/counts.ts'
import { addMember, findMembership, requireSeats } from '../organizations/memberships.ts'
import { requireOrganization } from '../organizations/organizations.ts'
import { defaultRoleOf } from '../roles/role-sets.ts'
import { protocolOf } from './protocols.ts'

/** Whose account it is: by the provider's own id, else by the verified address. */
export function userOfIdentity(ctx: Context, connection: EnterpriseConnection, identity: ProviderIdentity): User | undefined {
  const account = ctx.store.enterpriseAccounts.by('connectionId', connection.id).find(a => a.providerUserId === identity.providerUserId)
  return ctx.store.users.get(account?.userId) ?? ctx.store.userByEmail(identity.emailAddress)
}

/** Keeps who the user is at their provider; a connection that syncs also renames the user (`sync_user_attributes`). */
export function linkAccount(ctx: Context, connection: EnterpriseConnection, user: User, identity: ProviderIdentity): EnterpriseAccount {
  const now = ctx.store.now()
  const known = ctx.store.enterpriseAccounts.by('userId', user.id).find(a => a.connectionId === connection.id)
  const seen = { ...identity, lastAuthenticatedAt: now, updatedAt: now }
  const account = known
    ? ctx.store.enterpriseAccounts.update(known.id, seen)
    : ctx.store.enterpriseAccounts.insert({
        ...seen, id: ctx.store.id('entacc'), userId: user.id, connectionId: connection.id, provider: connection.provider, protocol: protocolOf(connection), publicMetadata: {}, createdAt: now,
      })
  const names = connection.syncUserAttributes ? { firstName: identity.firstName ?? user.firstName, lastName: identity.lastName ?? user.lastName } : {}
  ctx.store.users.update(user.id, { ...names, updatedAt: now })
  changed.user(ctx, 'updated', user)
  return account
}

/** Makes the user a member of the connection's organization, with its default role (just-in-time provisioning). The next session starts there. */
export function joinOrganization(ctx: Context, connection: EnterpriseConnection, userId: string): void {
  const organization = ctx.store.organizations.get(connection.organizationId)
  if (!organization) return
  if (!findMembership(ctx, organization.id, userId)) addMember(ctx, { organizationId: organization.id, userId, role: defaultRoleOf(ctx, organization) })
  ctx.store.users.update(userId, { lastActiveOrganizationId: organization.id })
}

/** 403 when the person would need a seat and none is left; the code is the one Clerk UI knows. Without a user it is a newcomer. */
export function requireSeatForSso(ctx: Context, connection: EnterpriseConnection, userId?: string): void {
  if (!connection.organizationId) return
  const { id, maxAllowedMemberships: limit } = requireOrganization(ctx, connection.organizationId)
  if (userId && findMembership(ctx, id, userId)) return
  if (limit > 0 && takenSeats(ctx, id) >= limit) {
    throw clerkError(403, 'organization_membership_quota_exceeded_for_sso', 'organization membership quota exceeded', `You have reached your limit of ${limit} organization memberships, including outstanding invitations.`, { max_allowed_memberships: limit })
  }
  requireSeats(ctx, id)
}

/** Whether a membership comes with an account at an active connection of the organization: such a one isn't ended by hand. */
export function isProvisioned(ctx: Context, organizationId: string, userId: string): boolean {
  return ctx.store.enterpriseAccounts.by('userId', userId).some((account) => {
    const connection = ctx.store.enterpriseConnections.get(account.connectionId)
    return connection?.active && connection.organizationId === organizationId
  })
}

/** 422 when an active connection of the user keeps them from adding addresses (error index, EnterpriseSSOAdditionalIdentificationsDisabled). */
export function requireMoreIdentifications(ctx: Context, userId: string): void {
  const connections = ctx.store.enterpriseAccounts.by('userId', userId).map(account => ctx.store.enterpriseConnections.get(account.connectionId))
  if (connections.some(connection => connection?.active && connection.disableAdditionalIdentifications)) {
    throw clerkError(422, 'enterprise_sso_additional_identifications_disabled', 'Identifications creation disabled by your enterprise account', 'You cannot create identifications because your enterprise account does not allow it.')
  }
}

/** Forgets the accounts of a user who goes. */
export function deleteAccounts(ctx: Context, userId: string): void {
  for (const account of ctx.store.enterpriseAccounts.by('userId', userId)) ctx.store.enterpriseAccounts.delete(account.id)
}
