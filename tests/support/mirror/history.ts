import Client from 'better-sqlite3'
import { ClerkError } from '../../../clerk-local/core/errors.ts'
import { seededNumbers } from '../../../clerk-local/core/random.ts'
import { invitationStatus } from '../../../clerk-local/domain/organizations/counts.ts'
import { createInvitation, revokeInvitation } from '../../../clerk-local/domain/organizations/invitations.ts'
import { addMember, changeRole, removeMember } from '../../../clerk-local/domain/organizations/memberships.ts'
import { createOrganization, deleteOrganization, updateOrganization } from '../../../clerk-local/domain/organizations/organizations.ts'
import { createUser, deleteUser, updateUser } from '../../../clerk-local/domain/people/users/users.ts'
import type { ClerkLocal } from '../../../clerk-local/index.ts'
import { envelope, messageId } from '../../../clerk-local/webhooks/index.ts'
import { shotOf, type Shot } from '../app/load.ts'

/**
 * Lets a clerk-local live through as many changes as are asked for, and gives their webhooks, signed, for the test to send:
 * its own deliveries must be off (`webhooks.setEndpoints([])`). People and organizations come, change and go.
 */
export function liveThrough({ ctx, store, webhookSecret }: ClerkLocal, count: number, randomSeed = 1): Shot[] {
  const number = seededNumbers(randomSeed)
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(number() * items.length)]
  const shots: Shot[] = []
  const stop = store.changes.subscribe((change) => {
    shots.push(shotOf(webhookSecret, JSON.stringify(envelope(change)), messageId(change)))
    // Each state has a time of its own: Clerk cannot tell two states of one millisecond apart, so neither can the mirror.
    store.clockOffset++
  })
  const people: string[] = [], organizations: string[] = []
  let made = 0
  const newPerson = () => {
    const n = made++
    people.push(createUser(ctx, { emailAddresses: [`person${randomSeed}x${n}@example.com`], profile: { firstName: `First${n}`, lastName: 'Person' } }).id)
  }
  const newOrganization = () => {
    const n = made++
    organizations.push(createOrganization(ctx, { name: `Organization ${n}`, slug: `history-${randomSeed}-${n}`, createdBy: pick(people), maxAllowedMemberships: 0 }).id)
  }
  const gone = (list: string[], id: string) => { list.splice(list.indexOf(id), 1); return id }
  const membershipsOf = (id: string) => store.memberships.by('organizationId', id)
  const steps: [share: number, step: (organizationId: string, userId: string) => unknown][] = [
    [10, newPerson],
    [3, newOrganization],
    [30, (organizationId, userId) => addMember(ctx, { organizationId, userId, role: 'org:member' })],
    [20, (organizationId) => {
      const one = pick(membershipsOf(organizationId))
      if (one) changeRole(ctx, organizationId, one.userId, one.role === 'org:admin' ? 'org:member' : 'org:admin')
    }],
    [12, (organizationId) => {
      const one = pick(membershipsOf(organizationId))
      if (one) removeMember(ctx, organizationId, one.userId)
    }],
    [10, (_, userId) => updateUser(ctx, userId, { firstName: `Renamed${Math.floor(number() * 1e6)}` })],
    [5, organizationId => updateOrganization(ctx, organizationId, { name: `Renamed ${Math.floor(number() * 1e6)}` })],
    [6, organizationId => createInvitation(ctx, organizationId, { emailAddress: `guest${made++}@example.com`, role: 'org:member', notify: false })],
    [3, (organizationId) => {
      const one = pick(store.invitations.by('organizationId', organizationId))
      if (one && invitationStatus(ctx, one) === 'pending') revokeInvitation(ctx, organizationId, one.id)
    }],
    [0.5, (_, userId) => deleteUser(ctx, gone(people, userId))],
    [0.2, organizationId => deleteOrganization(ctx, gone(organizations, organizationId))],
  ]
  const whole = steps.reduce((sum, [share]) => sum + share, 0)
  for (let i = 0; i < 20; i++) newPerson()
  for (let i = 0; i < 5; i++) newOrganization()
  while (shots.length < count) {
    let at = number() * whole
    const [, step] = steps.find(([share]) => (at -= share) < 0)!
    try { step(pick(organizations)!, pick(people)!) }
    // What Clerk's rules refuse, such as taking the last admin away, does not happen.
    catch (error) { if (!(error instanceof ClerkError)) throw error }
  }
  stop()
  return shots
}

/** What clerk-local and the mirror in a database file hold about people and organizations, in the same form. */
export interface State { organizations: object[], users: object[], memberships: object[], invitations: object[] }

const byId = <T extends { id: string }>(rows: T[]): T[] => rows.sort((a, b) => a.id < b.id ? -1 : 1)

/** The state at Clerk. */
export function stateAtClerk({ ctx, store }: ClerkLocal): State {
  return {
    organizations: byId(store.organizations.all().map(({ id, slug, name, updatedAt }) => ({ id, slug, name, updatedAt }))),
    users: byId(store.users.all().map(({ id, firstName, lastName, emailAddresses }) => ({ id, firstName, lastName, identifier: emailAddresses[0]?.emailAddress }))),
    memberships: byId(store.memberships.all().map(({ id, organizationId, userId, role, updatedAt }) => ({ id, organizationId, userId, role, updatedAt }))),
    invitations: byId(store.invitations.all().map(one => ({ id: one.id, organizationId: one.organizationId, emailAddress: one.emailAddress, status: invitationStatus(ctx, one) }))),
  }
}

/** The state in the mirror, without what has ended. */
export function stateInMirror(file: string): State {
  const client = new Client(file, { readonly: true })
  const live = (table: string, columns: string) => client.prepare<[], object>(`select ${columns} from ${table} where deleted_at is null order by id`).all()
  const state = {
    organizations: live('organizations', 'id, slug, name, updated_at as updatedAt'),
    users: live('users', 'id, first_name as firstName, last_name as lastName, identifier'),
    memberships: live('organization_memberships', 'id, organization_id as organizationId, user_id as userId, role, updated_at as updatedAt'),
    invitations: live('organization_invitations', 'id, organization_id as organizationId, email_address as emailAddress, status'),
  }
  client.close()
  return state
}
