import type { DomainObject } from '../contract/objects/domain.ts'
import type { Context } from '../core/context.ts'
import type { OrganizationDomain } from '../core/entities.ts'
import { invitationStatus } from '../domain/organizations/counts.ts'
import { publicOrganizationData } from './organization.ts'

/** A domain of an organization with the states of its two proofs. */
export function domainJson(ctx: Context, domain: OrganizationDomain): DomainObject {
  const organization = ctx.store.organizations.get(domain.organizationId)
  const affiliation = domain.affiliationVerification && {
    status: domain.affiliationVerification.status,
    strategy: domain.affiliationVerification.strategy,
    attempts: domain.affiliationVerification.attempts,
    expire_at: domain.affiliationVerification.expireAt,
    verified_at: domain.affiliationVerification.verifiedAt,
  }
  const ownership = domain.ownershipVerification && {
    status: domain.ownershipVerification.status,
    strategy: domain.ownershipVerification.strategy,
    attempts: domain.ownershipVerification.attempts,
    expire_at: domain.ownershipVerification.expireAt,
    verified_at: domain.ownershipVerification.verifiedAt,
    txt_record_name: domain.ownershipVerification.txtRecordName,
    txt_record_value: domain.ownershipVerification.txtRecordValue,
  }
  return {
    object: 'organization_domain',
    id: domain.id,
    organization_id: domain.organizationId,
    name: domain.name,
    enrollment_mode: domain.enrollmentMode,
    affiliation_email_address: domain.affiliationEmailAddress,
    affiliation_verification: affiliation,
    verification: affiliation,
    ownership_verification: ownership,
    total_pending_invitations: ctx.store.invitations.by('organizationId', domain.organizationId).filter(i => i.domainId === domain.id && invitationStatus(ctx, i) === 'pending').length,
    total_pending_suggestions: ctx.store.suggestions.by('organizationId', domain.organizationId).filter(s => s.domainId === domain.id && s.status === 'pending').length,
    public_organization_data: organization ? publicOrganizationData(ctx, organization) : null,
    created_at: domain.createdAt,
    updated_at: domain.updatedAt,
  }
}
