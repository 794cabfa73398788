import type { Context } from '../../core/context.ts'
import type { OrganizationDomain, User } from '../../core/entities/index.ts'
import { ClerkError } from '../../core/errors.ts'
import { isVerified } from '../../core/store/store.ts'
import { pendingInvitations } from '../organizations/counts.ts'
import { createInvitation, revokeInvitation } from '../organizations/invitations.ts'
import { findMembership, requireSeats } from '../organizations/memberships.ts'
import { requireOrganization } from '../organizations/organizations.ts'
import { defaultRoleOf } from '../roles/role-sets.ts'
import { domainOf } from './domain-names.ts'
import { provenDomain } from './domains.ts'

/** Invites, or suggests the organization to, all people of a proven domain who aren't members yet. */
export function enrollPeople(ctx: Context, domain: OrganizationDomain): void {
  if (!isEnrolling(domain)) return
  for (const user of ctx.store.users.all()) {
    for (const email of user.emailAddresses) {
      if (isVerified(email) && domainOf(email.emailAddress) === domain.name) enroll(ctx, domain, user, email.emailAddress)
    }
  }
}

/** The same for one person, whose address was just proven: a newcomer, or one more address. */
export function enrollAddress(ctx: Context, user: User, emailAddress: string): void {
  if (!ctx.settings.organizations.domainsEnabled) return
  const domain = provenDomain(ctx, domainOf(emailAddress))
  if (domain && isEnrolling(domain)) enroll(ctx, domain, user, emailAddress)
}

/** Revokes the pending invitations and drops the pending suggestions that a domain made. */
export function withdrawEnrollment(ctx: Context, domain: OrganizationDomain): void {
  for (const invitation of pendingInvitations(ctx, domain.organizationId)) {
    if (invitation.domainId === domain.id) revokeInvitation(ctx, domain.organizationId, invitation.id)
  }
  for (const suggestion of ctx.store.suggestions.by('organizationId', domain.organizationId)) {
    if (suggestion.domainId === domain.id && suggestion.status === 'pending') ctx.store.suggestions.delete(suggestion.id)
  }
}

const isEnrolling = (domain: OrganizationDomain) => ['automatic_invitation', 'automatic_suggestion'].includes(domain.enrollmentMode)

function enroll(ctx: Context, domain: OrganizationDomain, user: User, emailAddress: string): void {
  const organization = requireOrganization(ctx, domain.organizationId)
  if (findMembership(ctx, organization.id, user.id)) return
  if (domain.enrollmentMode === 'automatic_suggestion') suggest(ctx, domain, user)
  else if (hasSeat(ctx, organization.id) && !pendingInvitations(ctx, organization.id).some(i => i.emailAddress === emailAddress)) {
    createInvitation(ctx, organization.id, { emailAddress, role: defaultRoleOf(ctx, organization), notify: false, domainId: domain.id })
  }
}

/** A suggestion takes no seat; the member it may become does. */
function suggest(ctx: Context, domain: OrganizationDomain, user: User): void {
  const { organizationId } = domain
  if (ctx.store.suggestions.by('userId', user.id).some(s => s.organizationId === organizationId)) return
  const now = ctx.store.now()
  ctx.store.suggestions.insert({ id: ctx.store.id('orgsug'), organizationId, userId: user.id, domainId: domain.id, status: 'pending', createdAt: now, updatedAt: now })
}

/** An automatic invitation needs a free seat, as any other (facts §H). Without one there is none, and no error. */
function hasSeat(ctx: Context, organizationId: string): boolean {
  try {
    requireSeats(ctx, organizationId)
    return true
  }
  catch (error) {
    if (error instanceof ClerkError) return false
    throw error
  }
}
