/** A role as a role set lists it (backend-api.yml, `RoleSetItem`). */
export interface RoleSetItemObject {
  object: 'role_set_item'
  id: string
  name: string
  key: string
  description: string | null
  members_count: number
  has_members: boolean
  created_at: number
  updated_at: number
}

/** The roles that some organizations may give (backend-api.yml, `RoleSet`). */
export interface RoleSetObject {
  object: 'role_set'
  id: string
  name: string
  key: string
  description: string | null
  roles: RoleSetItemObject[]
  default_role: RoleSetItemObject | null
  creator_role: RoleSetItemObject | null
  type: 'initial' | 'custom'
  /** Clerk moves members in the background and tells of it here; this server does it at once. */
  role_set_migration: null
  created_at: number
  updated_at: number
}
