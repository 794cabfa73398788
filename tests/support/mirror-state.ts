import type { Store } from '../../clerk-local/core/store/store.ts'
import type { Database } from '../../db'

type Row = Record<string, unknown>
type State = Record<string, Record<string, Row>>

const keyed = <T extends { id: string }>(rows: T[], say: (row: T) => Row) => Object.fromEntries(rows.map(row => [row.id, say(row)] as const).sort(([a], [b]) => a < b ? -1 : 1))

/** What the mirror says of people, organizations and roles, tombstones left out. */
export async function mirrorState({ read, tables }: Database): Promise<State> {
  const { organizations, users, memberships, invitations, roles, permissions, rolePermissions } = tables
  const alive = <T extends { deletedAt: number | null }>(rows: T[]) => rows.filter(({ deletedAt }) => deletedAt === null)
  const pairs = await read.select().from(rolePermissions)
  return {
    organizations: keyed(alive(await read.select().from(organizations)), ({ name, slug, maxAllowedMemberships, updatedAt }) => ({ name, slug, seats: maxAllowedMemberships, updatedAt })),
    users: keyed(alive(await read.select().from(users)), ({ firstName, lastName, createdAt }) => ({ firstName, lastName, createdAt })),
    memberships: keyed(alive(await read.select().from(memberships)), ({ organizationId, userId, role, createdAt }) => ({ organizationId, userId, role, createdAt })),
    invitations: keyed(alive(await read.select().from(invitations)), ({ organizationId, emailAddress, status, role }) => ({ organizationId, emailAddress, status, role })),
    roles: keyed(alive(await read.select().from(roles)), ({ id, key, name }) => ({ key, name, permissions: pairs.filter(({ roleId }) => roleId === id).map(({ permissionId }) => permissionId).sort() })),
    permissions: keyed(alive(await read.select().from(permissions)), ({ key, name }) => ({ key, name })),
  }
}

/** The same of a local Clerk, read from its rows: independent of how the mirror reads them. */
export function clerkState(store: Store): State {
  const permissionId = (key: string) => store.permissions.by('key', key)[0]?.id
  return {
    organizations: keyed(store.organizations.all(), ({ name, slug, maxAllowedMemberships, updatedAt }) => ({ name, slug, seats: maxAllowedMemberships, updatedAt })),
    users: keyed(store.users.all(), ({ firstName, lastName, createdAt }) => ({ firstName, lastName, createdAt })),
    memberships: keyed(store.memberships.all(), ({ organizationId, userId, role, createdAt }) => ({ organizationId, userId, role, createdAt })),
    invitations: keyed(store.invitations.all(), ({ organizationId, emailAddress, status, role }) => ({ organizationId, emailAddress, status, role })),
    roles: keyed(store.roles.all(), ({ key, name, permissionKeys }) => ({ key, name, permissions: permissionKeys.map(permissionId).sort() })),
    permissions: keyed(store.permissions.all(), ({ key, name }) => ({ key, name })),
  }
}
