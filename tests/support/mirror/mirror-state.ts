import type { Store } from '../../../clerk-local/core/store/store.ts'
import { findPlan, type Database } from '../../../db'

type Row = Record<string, unknown>
type State = Record<string, Record<string, Row>>

const keyed = <T extends { id: string }>(rows: T[], say: (row: T) => Row) => Object.fromEntries(rows.map(row => [row.id, say(row)] as const).sort(([a], [b]) => a < b ? -1 : 1))

/** Invitations of people who are gone: the mirror forgets those it knows of, Clerk keeps them. */
export const forgottenInvitations = (store: Store): Set<string> =>
  new Set(store.invitations.filter(({ acceptedUserId }) => acceptedUserId !== null && !store.users.get(acceptedUserId)).map(({ id }) => id))

/**
 * What the mirror says of people, organizations and roles, tombstones left out.
 *
 * @param forgotten - ids of invitations that are not looked at
 */
export async function mirrorState(db: Database, forgotten: ReadonlySet<string> = new Set()): Promise<State> {
  const alive = <T extends { deletedAt: number | null }>(rows: T[]) => rows.filter(({ deletedAt }) => deletedAt === null)
  const plans: [string, Row][] = []
  for (const { id } of alive(await db.read.select().from(db.tables.organizations))) plans.push([id, { plan: (await findPlan(db, id))?.slug }])
  // As a unit of work, which sees every tenant's rows.
  return db.write(async ({ read, tables: { organizations, users, memberships, invitations, domains, connections, roles, permissions, rolePermissions } }) => {
    const pairs = await read.select().from(rolePermissions)
    return {
      organizations: keyed(alive(await read.select().from(organizations)), ({ name, slug, maxAllowedMemberships, updatedAt }) => ({ name, slug, seats: maxAllowedMemberships, updatedAt })),
      users: keyed(alive(await read.select().from(users)), ({ firstName, lastName, createdAt }) => ({ firstName, lastName, createdAt })),
      memberships: keyed(alive(await read.select().from(memberships)), ({ organizationId, userId, role, createdAt }) => ({ organizationId, userId, role, createdAt })),
      invitations: keyed(alive(await read.select().from(invitations)).filter(({ id }) => !forgotten.has(id)), ({ organizationId, emailAddress, status, role }) => ({ organizationId, emailAddress, status, role })),
      domains: keyed(alive(await read.select().from(domains)), ({ organizationId, name, enrollmentMode }) => ({ organizationId, name, enrollmentMode })),
      connections: keyed(alive(await read.select().from(connections)), ({ organizationId, name, active }) => ({ organizationId, name, active })),
      plans: Object.fromEntries(plans.sort(([a], [b]) => a < b ? -1 : 1)),
      roles: keyed(alive(await read.select().from(roles)), ({ id, key, name }) => ({ key, name, permissions: pairs.filter(({ roleId }) => roleId === id).map(({ permissionId }) => permissionId).sort() })),
      permissions: keyed(alive(await read.select().from(permissions)), ({ key, name }) => ({ key, name })),
    }
  })
}

/** Slug of the plan that an organization is on, by its subscription at the local Clerk. */
function planOf(store: Store, organizationId: string): string | undefined {
  const items = store.subscriptions.by('organizationId', organizationId).flatMap(subscription => subscription.items)
  const item = items.find(({ status }) => ['active', 'past_due', 'canceled'].includes(status))
  return item && store.plans.get(item.planId)?.slug
}

/** The same of a local Clerk, read from its rows: independent of how the mirror reads them. */
export function clerkState(store: Store): State {
  const forgotten = forgottenInvitations(store)
  const permissionId = (key: string) => store.permissions.by('key', key)[0]?.id
  return {
    organizations: keyed(store.organizations.all(), ({ name, slug, maxAllowedMemberships, updatedAt }) => ({ name, slug, seats: maxAllowedMemberships, updatedAt })),
    users: keyed(store.users.all(), ({ firstName, lastName, createdAt }) => ({ firstName, lastName, createdAt })),
    memberships: keyed(store.memberships.all(), ({ organizationId, userId, role, createdAt }) => ({ organizationId, userId, role, createdAt })),
    invitations: keyed(store.invitations.filter(({ id }) => !forgotten.has(id)), ({ organizationId, emailAddress, status, role }) => ({ organizationId, emailAddress, status, role })),
    domains: keyed(store.domains.all(), ({ organizationId, name, enrollmentMode }) => ({ organizationId, name, enrollmentMode })),
    connections: keyed(store.enterpriseConnections.filter(({ organizationId }) => organizationId !== null), ({ organizationId, name, active }) => ({ organizationId, name, active })),
    plans: Object.fromEntries(store.organizations.all().map(({ id }) => [id, { plan: planOf(store, id) }] as const).sort(([a], [b]) => a < b ? -1 : 1)),
    roles: keyed(store.roles.all(), ({ key, name, permissionKeys }) => ({ key, name, permissions: permissionKeys.map(permissionId).sort() })),
    permissions: keyed(store.permissions.all(), ({ key, name }) => ({ key, name })),
  }
}

/** Ids of tombstones that stand for something Clerk has. */
export async function wronglyBuried(db: Database, store: Store): Promise<string[]> {
  const { organizations, users, memberships, invitations, domains, roles, permissions } = store
  const kept = { organizations, users, memberships, invitations, domains, connections: store.enterpriseConnections, roles, permissions }
  const forgotten = forgottenInvitations(store)
  const buried: string[] = []
  for (const name of Object.keys(kept) as (keyof typeof kept)[]) {
    const rows = await db.write(async ({ read, tables }) => await read.select({ id: tables[name].id, deletedAt: tables[name].deletedAt }).from(tables[name]))
    buried.push(...rows.filter(({ id, deletedAt }) => deletedAt !== null && kept[name].get(id) && !forgotten.has(id)).map(({ id }) => id))
  }
  return buried
}
