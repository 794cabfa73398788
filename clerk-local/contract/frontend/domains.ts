import type { FrontendList, FrontendRead } from '../objects/answers.ts'
import type { DomainObject } from '../objects/domain.ts'
import type { Operations } from '../operations.ts'

export const domainOperations = {
  ListOrganizationDomains: 'GET /organizations/{organization_id}/domains',
  listOrganizationEnterpriseConnections: 'GET /organizations/{organizationID}/enterprise_connections',
} as const satisfies Operations

export interface DomainAnswers {
  ListOrganizationDomains: FrontendList<DomainObject>
  listOrganizationEnterpriseConnections: FrontendRead<never[]>
}
