/** A permission of the instance (backend-api.yml, `Permission`). */
export interface PermissionObject {
  object: 'permission'
  id: string
  key: string
  name: string
  description: string
  type: 'system' | 'user'
  created_at: number
  updated_at: number
}

/** A role with its permissions (backend-api.yml, `Role`). */
export interface RoleObject {
  object: 'role'
  id: string
  key: string
  name: string
  description: string
  is_creator_eligible: boolean
  permissions: PermissionObject[]
  created_at: number
  updated_at: number
}
