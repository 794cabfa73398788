import type { BackendList, DeletedObject } from '../objects/answers.ts'
import type { OrganizationObject } from '../objects/organizations/organization.ts'
import type { Operations } from '../operations.ts'

export const organizationOperations = {
  ListOrganizations: 'GET /organizations',
  CreateOrganization: 'POST /organizations',
  GetOrganization: 'GET /organizations/{organization_id}',
  UpdateOrganization: 'PATCH /organizations/{organization_id}',
  DeleteOrganization: 'DELETE /organizations/{organization_id}',
  MergeOrganizationMetadata: 'PATCH /organizations/{organization_id}/metadata',
  ReplaceOrganizationMetadata: 'PUT /organizations/{organization_id}/metadata',
  UploadOrganizationLogo: 'PUT /organizations/{organization_id}/logo',
  DeleteOrganizationLogo: 'DELETE /organizations/{organization_id}/logo',
} as const satisfies Operations

export interface OrganizationAnswers {
  ListOrganizations: BackendList<OrganizationObject>
  CreateOrganization: OrganizationObject
  GetOrganization: OrganizationObject
  UpdateOrganization: OrganizationObject
  DeleteOrganization: DeletedObject
  MergeOrganizationMetadata: OrganizationObject
  ReplaceOrganizationMetadata: OrganizationObject
  UploadOrganizationLogo: OrganizationObject
  DeleteOrganizationLogo: OrganizationObject
}
