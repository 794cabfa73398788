import type { DeletedObject, FrontendList, FrontendMutation } from '../objects/answers.ts'
import type { DomainObject } from '../objects/organizations/domain.ts'
import type { Operations } from '../operations.ts'

export const domainOperations = {
  ListOrganizationDomains: 'GET /organizations/{organization_id}/domains',
  CreateOrganizationDomain: 'POST /organizations/{organization_id}/domains',
  createOrganizationDomainsBulk: 'POST /organizations/{organization_id}/domains/bulk',
  prepareOrganizationDomainsOwnershipVerification: 'POST /organizations/{organization_id}/domains/prepare_ownership_verification/bulk',
  attemptOrganizationDomainsOwnershipVerification: 'POST /organizations/{organization_id}/domains/attempt_ownership_verification/bulk',
  GetOrganizationDomain: 'GET /organizations/{organization_id}/domains/{domain_id}',
  deleteOrganizationDomain: 'DELETE /organizations/{organization_id}/domains/{domain_id}',
  UpdateOrganizationDomainEnrollmentMode: 'POST /organizations/{organization_id}/domains/{domain_id}/update_enrollment_mode',
  prepareOrganizationDomainVerification: 'POST /organizations/{organization_id}/domains/{domain_id}/prepare_affiliation_verification',
  attemptOrganizationDomainVerification: 'POST /organizations/{organization_id}/domains/{domain_id}/attempt_affiliation_verification',
  prepareOrganizationDomainOwnershipVerification: 'POST /organizations/{organization_id}/domains/{domain_id}/prepare_ownership_verification',
  attemptOrganizationDomainOwnershipVerification: 'POST /organizations/{organization_id}/domains/{domain_id}/attempt_ownership_verification',
} as const satisfies Operations

/** Several domains at once: what worked, and the code of what didn't. */
export interface BulkDomains<Failed> { data: DomainObject[], errors: Failed[] }

export interface DomainAnswers {
  ListOrganizationDomains: FrontendList<DomainObject>
  CreateOrganizationDomain: FrontendMutation<DomainObject>
  createOrganizationDomainsBulk: FrontendMutation<BulkDomains<{ name: string, code: string }>>
  prepareOrganizationDomainsOwnershipVerification: FrontendMutation<BulkDomains<{ id: string, code: string }>>
  attemptOrganizationDomainsOwnershipVerification: FrontendMutation<BulkDomains<{ id: string, code: string }>>
  GetOrganizationDomain: FrontendMutation<DomainObject>
  deleteOrganizationDomain: FrontendMutation<DeletedObject>
  UpdateOrganizationDomainEnrollmentMode: FrontendMutation<DomainObject>
  prepareOrganizationDomainVerification: FrontendMutation<DomainObject>
  attemptOrganizationDomainVerification: FrontendMutation<DomainObject>
  prepareOrganizationDomainOwnershipVerification: FrontendMutation<DomainObject>
  attemptOrganizationDomainOwnershipVerification: FrontendMutation<DomainObject>
}
