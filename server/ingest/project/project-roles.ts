import type { z } from 'zod'
import type { PermissionRow } from '../../../db'
import type { Change } from './project'
import { permissionSchema, roleSchema } from './resources'

const permissionRow = (raw: z.infer<typeof permissionSchema>, seenAt: number): PermissionRow => ({
  id: raw.id,
  key: raw.key,
  name: raw.name,
  description: raw.description ?? null,
  createdAt: raw.created_at,
  updatedAt: raw.updated_at,
  seenAt,
  deletedAt: null,
})

/** A permission. */
export function projectPermission(raw: unknown, seenAt: number): Change[] {
  return [{ table: 'permissions', row: permissionRow(permissionSchema.parse(raw), seenAt) }]
}

/** A role with its permissions, which are embedded in full and so can be written first. */
export function projectRole(raw: unknown, seenAt: number): Change[] {
  const { permissions, ...role } = roleSchema.parse(raw)
  const rows = (permissions ?? []).map(permission => permissionRow(permission, seenAt))
  return [
    ...rows.map(row => ({ table: 'permissions' as const, row })),
    { table: 'roles', row: {
      id: role.id,
      key: role.key,
      name: role.name,
      description: role.description ?? null,
      permissionIds: [...new Set(rows.map(({ id }) => id))].sort(),
      createdAt: role.created_at,
      updatedAt: role.updated_at,
      seenAt,
      deletedAt: null,
    } },
  ]
}

const blank = { key: '', name: '', description: null, createdAt: 0, updatedAt: 0, seenAt: 0 }

/** The end of a role, known by its id alone. */
export const roleDeleted = (id: string, deletedAt: number): Change =>
  ({ table: 'roles', row: { ...blank, id, permissionIds: [], deletedAt } })

/** The end of a permission, known by its id alone. */
export const permissionDeleted = (id: string, deletedAt: number): Change =>
  ({ table: 'permissions', row: { ...blank, id, deletedAt } })
