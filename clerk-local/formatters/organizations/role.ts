import type { PermissionObject, RoleObject } from '../../contract/objects/organizations/role.ts'
import type { Context } from '../../core/context.ts'
import type { Permission, Role } from '../../core/entities/index.ts'
import { isCreatorEligible } from '../../domain/organizations/counts.ts'
import { permissionByKey } from '../../domain/organizations/roles.ts'

/** A permission of the instance. */
export function permissionJson(permission: Permission): PermissionObject {
  return {
    object: 'permission',
    id: permission.id,
    name: permission.name,
    key: permission.key,
    description: permission.description,
    type: permission.type,
    created_at: permission.createdAt,
    updated_at: permission.updatedAt,
  }
}

/** A role with its permissions. */
export function roleJson(ctx: Context, role: Role): RoleObject {
  return {
    object: 'role',
    id: role.id,
    name: role.name,
    key: role.key,
    description: role.description,
    is_creator_eligible: isCreatorEligible(role),
    permissions: role.permissionKeys.map(key => permissionByKey(ctx, key)).filter(p => p !== undefined).map(permissionJson),
    created_at: role.createdAt,
    updated_at: role.updatedAt,
  }
}
