import type { BackendList, DeletedObject } from '../objects/answers.ts'
import type { PermissionObject, RoleObject } from '../objects/organizations/role.ts'
import type { Operations } from '../operations.ts'

export const roleOperations = {
  ListOrganizationRoles: 'GET /organization_roles',
  CreateOrganizationRole: 'POST /organization_roles',
  GetOrganizationRole: 'GET /organization_roles/{organization_role_id}',
  UpdateOrganizationRole: 'PATCH /organization_roles/{organization_role_id}',
  DeleteOrganizationRole: 'DELETE /organization_roles/{organization_role_id}',
  AssignPermissionToOrganizationRole: 'POST /organization_roles/{organization_role_id}/permissions/{permission_id}',
  RemovePermissionFromOrganizationRole: 'DELETE /organization_roles/{organization_role_id}/permissions/{permission_id}',
  ListOrganizationPermissions: 'GET /organization_permissions',
  CreateOrganizationPermission: 'POST /organization_permissions',
  GetOrganizationPermission: 'GET /organization_permissions/{permission_id}',
  UpdateOrganizationPermission: 'PATCH /organization_permissions/{permission_id}',
  DeleteOrganizationPermission: 'DELETE /organization_permissions/{permission_id}',
} as const satisfies Operations

export interface RoleAnswers {
  ListOrganizationRoles: BackendList<RoleObject>
  CreateOrganizationRole: RoleObject
  GetOrganizationRole: RoleObject
  UpdateOrganizationRole: RoleObject
  DeleteOrganizationRole: DeletedObject
  AssignPermissionToOrganizationRole: RoleObject
  RemovePermissionFromOrganizationRole: RoleObject
  ListOrganizationPermissions: BackendList<PermissionObject>
  CreateOrganizationPermission: PermissionObject
  GetOrganizationPermission: PermissionObject
  UpdateOrganizationPermission: PermissionObject
  DeleteOrganizationPermission: DeletedObject
}
