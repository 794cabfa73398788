import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../../db'
import { applyChanges, projectEvent } from '../../../server/ingest'
import { eventSchema } from '../../../server/ingest/resources'
import { runs, tempDatabase, writtenRows } from '../db/temp-database'
import { deleted, dump, event, invitation, membership, organization, permission, publicUser, role, user } from './payloads'

const DAY = 1_700_000_000_000
type Event = ReturnType<typeof event>

/** The mirror after a history, on an empty database. Each event is a change of its own; one commit holds them all. */
async function mirrorOf(db: Database, history: readonly Event[]) {
  await db.write(async ({ write, tables: { memberships, invitations, users, organizations, rolePermissions, roles, permissions } }) => {
    for (const table of [memberships, invitations, users, organizations, rolePermissions, roles, permissions]) await write.delete(table)
  })
  await db.write(async (tx) => {
    for (const one of history) await applyChanges(tx, projectEvent(eventSchema.parse(structuredClone(one))) ?? [])
  })
  return dump(db)
}

// Few ids, versions and times, so that ties, deletes before creates and conflicting contents are common.
const small = fc.integer({ min: 0, max: 3 })
const time = small.map(n => DAY + n)
const name = fc.constantFrom('Ada', 'Bob', null)
const orgData = fc.record({ n: fc.constantFrom('a', 'b'), slug: fc.constantFrom('one', 'two'), updated_at: time })
  .map(({ n, ...over }) => organization({ id: `org_${n}`, name: over.slug, ...over }))
const personData = fc.record({ user_id: fc.constantFrom('user_1', 'user_2'), first_name: name, identifier: name }).map(publicUser)
const memberData = fc.record({ n: small, organization: orgData, person: fc.option(personData, { freq: 4 }), role: fc.constantFrom('org:admin', 'org:member'), updated_at: time })
  // Whose membership it is does not change: the number decides.
  .map(({ n, person, organization: org, ...over }) => membership({
    id: `orgmem_${n}`, organization: { ...org, id: n % 2 ? 'org_a' : 'org_b' },
    public_user_data: person && { ...person, user_id: n < 2 ? 'user_1' : 'user_2' }, ...over,
  }))
const inviteData = fc.record({ n: small, status: fc.constantFrom('pending', 'accepted', 'revoked', undefined), known: fc.boolean(), updated_at: time })
  .map(({ n, known, ...over }) => invitation({ id: `orginv_${n}`, organization_id: known ? (n % 2 ? 'org_a' : 'org_b') : undefined, ...over }))
const userData = fc.record({ id: fc.constantFrom('user_1', 'user_2'), first_name: name, username: name, updated_at: time }).map(user)

const permissionData = fc.record({ n: small, key: fc.constantFrom('org:a:read', 'org:a:write'), updated_at: time })
  .map(({ n, ...over }) => permission({ id: `perm_${n}`, name: over.key, ...over }))
const roleData = fc.record({ n: fc.constantFrom('a', 'b'), key: fc.constantFrom('org:admin', 'org:editor'), permissions: fc.array(permissionData, { maxLength: 3 }), updated_at: time })
  .map(({ n, ...over }) => role({ id: `role_${n}`, name: over.key, ...over }))

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ type: fc.constantFrom('organization.created', 'organization.updated'), data: orgData, at: time }),
  fc.record({ type: fc.constant('organization.deleted'), data: fc.constantFrom(deleted('organization', 'org_a'), deleted('organization', 'org_b')), at: time }),
  fc.record({ type: fc.constantFrom('organizationMembership.created', 'organizationMembership.updated', 'organizationMembership.deleted'), data: memberData, at: time }),
  fc.record({ type: fc.constant('organizationMembership.deleted'), data: small.map(n => deleted('organization_membership', `orgmem_${n}`)), at: time }),
  fc.record({ type: fc.constantFrom('organizationInvitation.created', 'organizationInvitation.accepted', 'organizationInvitation.revoked'), data: inviteData, at: time }),
  fc.record({ type: fc.constantFrom('user.created', 'user.updated'), data: userData, at: time }),
  fc.record({ type: fc.constant('user.deleted'), data: fc.constantFrom(deleted('user', 'user_1'), deleted('user', 'user_2')), at: time }),
  fc.record({ type: fc.constantFrom('role.created', 'role.updated'), data: roleData, at: time }),
  fc.record({ type: fc.constant('role.deleted'), data: fc.constantFrom(deleted('role', 'role_a'), deleted('role', 'role_b')), at: time }),
  fc.record({ type: fc.constantFrom('permission.created', 'permission.updated'), data: permissionData, at: time }),
  fc.record({ type: fc.constant('permission.deleted'), data: small.map(n => deleted('permission', `perm_${n}`)), at: time }),
).map(({ type, data, at }) => event(type, data, at))

const shuffled = <T>(items: readonly T[], seed: readonly number[]): T[] =>
  items.map((item, at) => ({ item, key: seed[at % seed.length] ?? 0 })).sort((a, b) => a.key - b.key).map(({ item }) => item)

/** A life as Clerk would tell it, in order. */
const life: Event[] = [
  event('user.created', user(), DAY + 1),
  event('organization.created', organization(), DAY + 2),
  event('organizationMembership.created', membership(), DAY + 3),
  event('organizationInvitation.created', invitation({ created_at: DAY + 4, updated_at: DAY + 4 }), DAY + 4),
  event('organizationInvitation.accepted', invitation({ status: 'accepted', created_at: DAY + 4, updated_at: DAY + 5 }), DAY + 5),
  event('organizationMembership.created', membership({
    id: 'orgmem_bob', role: 'org:member', role_name: 'Member', created_at: DAY + 6, updated_at: DAY + 6, public_user_data: publicUser({ user_id: 'user_bob', first_name: 'Bob' }),
  }), DAY + 6),
  event('organization.updated', organization({ name: 'Acme Ltd', slug: 'acme-ltd', updated_at: DAY + 7 }), DAY + 7),
  event('user.updated', user({ first_name: 'Augusta', updated_at: DAY + 8 }), DAY + 8),
  event('organizationMembership.updated', membership({ role: 'org:member', role_name: 'Member', updated_at: DAY + 9 }), DAY + 9),
  event('organizationMembership.deleted', membership({ id: 'orgmem_bob', updated_at: DAY + 6, public_user_data: publicUser({ user_id: 'user_bob', first_name: 'Bob' }) }), DAY + 10),
  event('user.deleted', deleted('user', 'user_bob'), DAY + 11),
  event('permission.created', permission({ id: 'perm_write', key: 'org:a:write', created_at: DAY + 12, updated_at: DAY + 12 }), DAY + 12),
  event('role.created', role({ permissions: [permission()] }), DAY + 13),
  event('role.updated', role({ permissions: [permission(), permission({ id: 'perm_write', key: 'org:a:write', updated_at: DAY + 12 })], updated_at: DAY + 14 }), DAY + 14),
  event('permission.deleted', deleted('permission', 'perm_read'), DAY + 15),
]

describe('the projection', () => {
  it('tells a whole life right', async () => {
    const mirror = await mirrorOf(await tempDatabase(), life)
    expect(mirror.organizations).toMatchObject([{ name: 'Acme Ltd', slug: 'acme-ltd', filledAt: DAY + 2, deletedAt: null }])
    expect(mirror.users).toMatchObject([{ id: 'user_ada', firstName: 'Augusta' }, { id: 'user_bob', firstName: null, identifier: null, deletedAt: DAY + 11 }])
    expect(mirror.memberships).toMatchObject([{ id: 'orgmem_ada', role: 'org:member', deletedAt: null }, { id: 'orgmem_bob', deletedAt: DAY + 10 }])
    expect(mirror.invitations).toMatchObject([{ id: 'orginv_bob', status: 'accepted', organizationId: 'org_acme' }])
    expect(mirror.roles).toMatchObject([{ id: 'role_admin', updatedAt: DAY + 14, deletedAt: null }])
    expect(mirror.permissions).toMatchObject([{ id: 'perm_read', deletedAt: DAY + 15 }, { id: 'perm_write', key: 'org:a:write', deletedAt: null }])
    expect(mirror.rolePermissions).toEqual([{ roleId: 'role_admin', permissionId: 'perm_read' }, { roleId: 'role_admin', permissionId: 'perm_write' }])
  })

  it('ends alike for that life in any order, with any repetition', async () => {
    const db = await tempDatabase()
    const inOrder = await mirrorOf(db, life)
    await fc.assert(fc.asyncProperty(
      fc.shuffledSubarray(life, { minLength: life.length, maxLength: life.length }), fc.array(fc.constantFrom(...life), { maxLength: 10 }), fc.array(fc.nat(), { minLength: 25, maxLength: 25 }),
      async (permuted, repeated, seed) => { expect(await mirrorOf(db, shuffled([...permuted, ...repeated], seed))).toEqual(inOrder) },
    ), { numRuns: runs(200) })
  }, 60_000)

  it('ends alike for any events at all, ties and contradictions included', async () => {
    const db = await tempDatabase()
    await fc.assert(fc.asyncProperty(
      fc.array(anyEvent, { minLength: 1, maxLength: 14 }), fc.array(fc.nat(), { minLength: 28, maxLength: 28 }), fc.boolean(),
      async (events, seed, twice) => {
        const history = twice ? [...events, ...events] : events
        expect(await mirrorOf(db, shuffled(history, seed))).toEqual(await mirrorOf(db, events))
      },
    ), { numRuns: runs(400) })
  }, 60_000)

  it('writes nothing for what it knows already', async () => {
    const db = await tempDatabase()
    await mirrorOf(db, life)
    await db.write(async (tx) => {
      const before = await writtenRows(tx)
      for (const one of life) await applyChanges(tx, projectEvent(eventSchema.parse(one)) ?? [])
      expect(await writtenRows(tx)).toBe(before)
    })
  })
})

describe('optional fields', () => {
  // What the webhook reference does not list as required, or allows to be null.
  const optional: Record<string, { data: object, keys: string[] }> = {
    'organization.created': { data: organization(), keys: ['image_url', 'members_count', 'pending_invitations_count', 'private_metadata', 'created_by', 'slug'] },
    'organizationMembership.created': { data: membership(), keys: ['role_name', 'private_metadata', 'public_user_data'] },
    'organizationInvitation.created': { data: invitation(), keys: ['organization_id', 'status', 'private_metadata', 'url', 'expires_at', 'inviter_id', 'public_inviter_data'] },
    'role.updated': { data: role(), keys: ['description', 'permissions', 'is_creator_eligible'] },
    'permission.updated': { data: permission(), keys: ['description', 'type'] },
    'user.created': { data: user(), keys: ['image_url', 'username', 'first_name', 'last_name', 'primary_email_address_id', 'external_id'] },
  }
  it.each(Object.entries(optional).flatMap(([type, { data, keys }]) => keys.flatMap(key => [[type, key, undefined, data], [type, key, null, data]] as const)))(
    '%s is projected with %s %s', (type, key, value, data) => {
      const changes = projectEvent(eventSchema.parse(JSON.parse(JSON.stringify(event(type, { ...data, [key]: value })))))
      expect(changes?.length).toBeGreaterThan(0)
    })
})
