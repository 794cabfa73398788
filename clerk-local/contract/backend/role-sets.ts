import type { BackendList, DeletedObject } from '../objects/answers.ts'
import type { RoleSetObject } from '../objects/organizations/role-set.ts'
import type { Operations } from '../operations.ts'

export const roleSetOperations = {
  ListRoleSets: 'GET /role_sets',
  CreateRoleSet: 'POST /role_sets',
  GetRoleSet: 'GET /role_sets/{role_set_key_or_id}',
  UpdateRoleSet: 'PATCH /role_sets/{role_set_key_or_id}',
  ReplaceRoleSet: 'POST /role_sets/{role_set_key_or_id}/replace',
  AddRolesToRoleSet: 'POST /role_sets/{role_set_key_or_id}/roles',
  ReplaceRoleInRoleSet: 'POST /role_sets/{role_set_key_or_id}/roles/replace',
} as const satisfies Operations

export interface RoleSetAnswers {
  ListRoleSets: BackendList<RoleSetObject>
  CreateRoleSet: RoleSetObject
  GetRoleSet: RoleSetObject
  UpdateRoleSet: RoleSetObject
  ReplaceRoleSet: DeletedObject
  AddRolesToRoleSet: RoleSetObject
  ReplaceRoleInRoleSet: RoleSetObject
}
