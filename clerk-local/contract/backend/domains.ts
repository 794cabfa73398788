import type { BackendList, DeletedObject } from '../objects/answers.ts'
import type { DomainObject } from '../objects/organizations/domain.ts'
import type { Operations } from '../operations.ts'

export const domainOperations = {
  CreateOrganizationDomain: 'POST /organizations/{organization_id}/domains',
  ListOrganizationDomains: 'GET /organizations/{organization_id}/domains',
  UpdateOrganizationDomain: 'PATCH /organizations/{organization_id}/domains/{domain_id}',
  DeleteOrganizationDomain: 'DELETE /organizations/{organization_id}/domains/{domain_id}',
  VerifyOrganizationDomainOwnership: 'POST /organizations/{organization_id}/domains/{domain_id}/verify_ownership',
  ListAllOrganizationDomains: 'GET /organization_domains',
} as const satisfies Operations

export interface DomainAnswers {
  CreateOrganizationDomain: DomainObject
  ListOrganizationDomains: BackendList<DomainObject>
  UpdateOrganizationDomain: DomainObject
  DeleteOrganizationDomain: DeletedObject
  VerifyOrganizationDomainOwnership: DomainObject
  ListAllOrganizationDomains: BackendList<DomainObject>
}
