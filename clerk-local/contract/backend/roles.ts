import type { BackendList } from '../objects/answers.ts'
import type { PermissionObject, RoleObject } from '../objects/role.ts'
import type { Operations } from '../operations.ts'

export const roleOperations = {
  ListOrganizationRoles: 'GET /organization_roles',
  GetOrganizationRole: 'GET /organization_roles/{organization_role_id}',
  ListOrganizationPermissions: 'GET /organization_permissions',
  GetOrganizationPermission: 'GET /organization_permissions/{permission_id}',
} as const satisfies Operations

export interface RoleAnswers {
  ListOrganizationRoles: BackendList<RoleObject>
  GetOrganizationRole: RoleObject
  ListOrganizationPermissions: BackendList<PermissionObject>
  GetOrganizationPermission: PermissionObject
}
