import { expect } from 'vitest'
import type { Store } from '../../../clerk-local/core/store/store.ts'
import { isManagingRole, pendingInvitations, takenSeats } from '../../../clerk-local/domain/organizations/counts.ts'
import type { Json } from '../browser.ts'
import { ofStore } from './projection.ts'
import type { World } from './world.ts'

/** What is compared over a step. */
export interface Before {
  rows: ReturnType<typeof ofStore>
  seats: Map<string, number>
  /** Number of the last change. */
  sequence: number
}

/** Remembers what a step may change. */
export function before({ clerk }: World): Before {
  const { store } = clerk
  return {
    rows: ofStore(store),
    seats: new Map(store.organizations.all().map(o => [o.id, takenSeats(clerk.ctx, o.id)])),
    sequence: store.changes.all().at(-1)?.sequence ?? 0,
  }
}

/** More members than seats is legal after a downgrade, but nobody may be added then. */
export function seatsHold({ clerk }: World, { seats }: Before): void {
  for (const organization of clerk.store.organizations.all()) {
    const taken = takenSeats(clerk.ctx, organization.id)
    if (organization.maxAllowedMemberships > 0 && taken > organization.maxAllowedMemberships) {
      expect(taken, `${organization.id} of ${organization.maxAllowedMemberships} seats`).toBeLessThanOrEqual(seats.get(organization.id) ?? 0)
    }
  }
}

/** One membership a person and organization, with a role of the organization's role set; one initial role set; no dangling ids. */
export function rolesHold({ clerk }: World): void {
  const { store } = clerk
  expect(store.roleSets.filter(set => set.isInitial)).toHaveLength(1)
  for (const set of store.roleSets.all()) {
    expect(set.roleKeys).toEqual(expect.arrayContaining([set.creatorRoleKey, set.defaultRoleKey]))
    expect(isManagingRole(clerk.ctx, set.creatorRoleKey), `${set.creatorRoleKey} of ${set.key}`).toBe(true)
    for (const key of set.roleKeys) expect(store.roles.by('key', key), key).toHaveLength(1)
  }
  const pairs = store.memberships.all().map(m => `${m.organizationId} ${m.userId}`)
  expect(new Set(pairs).size).toBe(pairs.length)
  for (const organization of store.organizations.all()) {
    const roles = store.roleSets.by('key', organization.roleSetKey)[0]?.roleKeys
    for (const row of [...store.memberships.by('organizationId', organization.id), ...pendingInvitations(clerk.ctx, organization.id)]) expect(roles).toContain(row.role)
  }
  for (const row of [...store.memberships.all(), ...store.invitations.all(), ...store.domains.all()]) expect(store.organizations.get(row.organizationId)).toBeDefined()
  for (const row of store.memberships.all()) expect(store.users.get(row.userId)).toBeDefined()
  for (const session of store.sessions.filter(s => s.status === 'active' && s.lastActiveOrganizationId !== null)) {
    expect(store.memberships.by('userId', session.userId).map(m => m.organizationId)).toContain(session.lastActiveOrganizationId)
  }
}

/** Every list is as long as the count that goes with it. */
export async function countsHold(world: World): Promise<void> {
  const { data, total_count } = await world.backend('GET', '/organizations?limit=500&include_members_count=true')
  expect(data).toHaveLength(total_count)
  for (const organization of data.slice(0, 3) as Json[]) {
    const members = await world.backend('GET', `/organizations/${organization.id}/memberships?limit=500`)
    const invitations = await world.backend('GET', `/organizations/${organization.id}/invitations?status=pending&limit=500`)
    expect([organization.members_count, members.total_count]).toEqual([members.data.length, members.data.length])
    expect([organization.pending_invitations_count, invitations.total_count]).toEqual([invitations.data.length, invitations.data.length])
  }
  const sets = await world.backend('GET', '/role_sets?limit=500')
  const counted = sets.data.flatMap((set: Json) => set.roles).reduce((sum: number, role: Json) => sum + role.members_count, 0)
  expect(counted).toBe(world.clerk.store.memberships.size)
}

const nouns: Record<string, string> = {
  users: 'user', organizations: 'organization', memberships: 'organizationMembership', invitations: 'organizationInvitation', domains: 'organizationDomain', roles: 'role', permissions: 'permission', sessions: 'session',
}

/** Every row that came, changed or went is told by a change of its own. */
export function changesHold({ clerk }: World, { rows, sequence }: Before): void {
  const heard = clerk.store.changes.all().filter(change => change.sequence > sequence).map(change => ({ type: change.type, data: change.data as Json }))
  const tells = (id: string, type: RegExp) => heard.some(change => type.test(change.type) && change.data.id === id)
  const gone = new Set(heard.filter(change => change.type === 'organization.deleted').map(change => change.data.id))
  const renamed = heard.some(change => change.type === 'role.updated')
  for (const [kind, now] of Object.entries(ofStore(clerk.store))) {
    const then = rows[kind] ?? {}
    for (const id of new Set([...Object.keys(then), ...Object.keys(now)])) {
      const [old, row] = [then[id], now[id]]
      if (JSON.stringify(old) === JSON.stringify(row)) continue
      if (!row && kind === 'invitations' && gone.has(old?.organization)) continue
      if (row && old && kind === 'memberships' && renamed) continue
      const verb = !old ? 'created' : !row ? 'deleted' : '(updated|accepted|revoked|ended|removed)'
      expect(tells(id, new RegExp(`^${nouns[kind]}\\.${verb}$`)), `${kind} ${id} from ${JSON.stringify(old)} to ${JSON.stringify(row)}`).toBe(true)
    }
  }
}

/** Another store that takes the snapshot has the same one. */
export function snapshotHolds(store: Store, other: Store): void {
  const snapshot = store.snapshot()
  other.restore(JSON.parse(JSON.stringify(snapshot)) as typeof snapshot)
  expect(other.snapshot()).toEqual(snapshot)
  expect(other.users.all().map(user => other.userByEmail(user.emailAddresses[0]?.emailAddress ?? '')?.id)).toEqual(store.users.all().map(user => store.userByEmail(user.emailAddresses[0]?.emailAddress ?? '')?.id))
}
