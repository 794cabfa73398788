import type { InstanceObject, OrganizationSettingsObject } from '../objects/instance/instance.ts'
import type { Operations } from '../operations.ts'

export const instanceOperations = {
  GetInstance: 'GET /instance',
  UpdateInstance: 'PATCH /instance',
  GetInstanceOrganizationSettings: 'GET /instance/organization_settings',
  UpdateInstanceOrganizationSettings: 'PATCH /instance/organization_settings',
  CreateSvixApp: 'POST /webhooks/svix',
  DeleteSvixApp: 'DELETE /webhooks/svix',
  GenerateSvixAuthURL: 'POST /webhooks/svix_url',
} as const satisfies Operations

export interface InstanceAnswers {
  GetInstance: InstanceObject
  /** 204. */
  UpdateInstance: Response
  GetInstanceOrganizationSettings: OrganizationSettingsObject
  UpdateInstanceOrganizationSettings: OrganizationSettingsObject
  CreateSvixApp: { svix_url: string }
  /** 204. */
  DeleteSvixApp: Response
  GenerateSvixAuthURL: { svix_url: string }
}
