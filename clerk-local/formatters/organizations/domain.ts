import type { DomainObject, DomainVerificationObject } from '../../contract/objects/organizations/domain.ts'
import type { Context } from '../../core/context.ts'
import type { DomainProof, OrganizationDomain, OwnershipProof } from '../../core/entities/index.ts'
import { proofStatus } from '../../domain/domains/domains.ts'
import { invitationStatus } from '../../domain/organizations/counts.ts'
import { publicOrganizationData } from './organization.ts'

/**
 * A domain of an organization with the states of its two proofs. The Frontend API also tells the TXT record of an open challenge,
 * its value to those only who may manage domains (frontend-api.yml, `OrganizationDomainOwnershipVerification`).
 */
export function domainJson(ctx: Context, domain: OrganizationDomain, record: 'no record' | 'record name' | 'whole record'): DomainObject {
  const organization = ctx.store.organizations.get(domain.organizationId)
  const affiliation = domain.affiliationVerification && proofJson(ctx, domain.affiliationVerification)
  const ownership = domain.ownershipVerification
  return {
    object: 'organization_domain',
    id: domain.id,
    organization_id: domain.organizationId,
    name: domain.name,
    enrollment_mode: domain.enrollmentMode,
    affiliation_email_address: domain.affiliationEmailAddress,
    affiliation_verification: affiliation,
    verification: affiliation,
    ownership_verification: ownership && { ...proofJson(ctx, ownership), ...(record !== 'no record' && recordJson(ctx, ownership, record === 'whole record')) },
    total_pending_invitations: ctx.store.invitations.by('organizationId', domain.organizationId).filter(i => i.domainId === domain.id && invitationStatus(ctx, i) === 'pending').length,
    total_pending_suggestions: ctx.store.suggestions.by('organizationId', domain.organizationId).filter(s => s.domainId === domain.id && s.status === 'pending').length,
    public_organization_data: organization ? publicOrganizationData(ctx, organization) : null,
    created_at: domain.createdAt,
    updated_at: domain.updatedAt,
  }
}

function proofJson(ctx: Context, proof: DomainProof): DomainVerificationObject {
  return { status: proofStatus(ctx, proof), strategy: proof.strategy, attempts: proof.attempts, expire_at: proof.expireAt, verified_at: proof.verifiedAt }
}

function recordJson(ctx: Context, proof: OwnershipProof, withValue: boolean) {
  const open = proofStatus(ctx, proof) === 'unverified'
  return { txt_record_name: open ? proof.txtRecordName : null, txt_record_value: open && withValue ? proof.txtRecordValue : null }
}
