import type { InstanceObject, OrganizationSettingsObject } from '../objects/instance.ts'
import type { Operations } from '../operations.ts'

export const instanceOperations = {
  GetInstance: 'GET /instance',
  GetInstanceOrganizationSettings: 'GET /instance/organization_settings',
  UpdateInstanceOrganizationSettings: 'PATCH /instance/organization_settings',
  CreateSvixApp: 'POST /webhooks/svix',
  GenerateSvixAuthURL: 'POST /webhooks/svix_url',
} as const satisfies Operations

export interface InstanceAnswers {
  GetInstance: InstanceObject
  GetInstanceOrganizationSettings: OrganizationSettingsObject
  UpdateInstanceOrganizationSettings: OrganizationSettingsObject
  CreateSvixApp: { svix_url: string }
  GenerateSvixAuthURL: { svix_url: string }
}
