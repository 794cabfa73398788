import type { DeletedObject, FrontendMutation } from '../objects/answers.ts'
import type { OrganizationObject } from '../objects/organizations/organization.ts'
import type { Operations } from '../operations.ts'

export const organizationOperations = {
  createOrganization: 'POST /organizations',
  getOrganization: 'GET /organizations/{organization_id}',
  updateOrganization: 'PATCH /organizations/{organization_id}',
  deleteOrganization: 'DELETE /organizations/{organization_id}',
  updateOrganizationLogo: 'PUT /organizations/{organization_id}/logo',
  deleteOrganizationLogo: 'DELETE /organizations/{organization_id}/logo',
} as const satisfies Operations

export interface OrganizationAnswers {
  createOrganization: FrontendMutation<OrganizationObject>
  getOrganization: FrontendMutation<OrganizationObject>
  updateOrganization: FrontendMutation<OrganizationObject>
  deleteOrganization: FrontendMutation<DeletedObject>
  updateOrganizationLogo: FrontendMutation<OrganizationObject>
  deleteOrganizationLogo: FrontendMutation<DeletedObject>
}
