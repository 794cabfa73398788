import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, projectEvent } from '../../../../server/ingest'
import { eventSchema } from '../../../../server/ingest/project/resources'
import { runs, tempDatabase, writtenRows } from '../../db/temp-database'
import { deleted, event, invitation, membership, mirrorOf, organization, permission, publicUser, role, user } from '../fixtures/payloads'

const DAY = 1_700_000_000_000
type Event = ReturnType<typeof event>

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
const inviteData = fc.record({ n: small, accepted: fc.boolean(), status: fc.constantFrom('pending', 'accepted', 'revoked', undefined), known: fc.boolean(), updated_at: time })
  .map(({ n, known, accepted, ...over }) => ({ ...invitation({ id: `orginv_${n}`, organization_id: known ? (n % 2 ? 'org_a' : 'org_b') : undefined, ...over }), ...accepted && { user_id: n < 2 ? 'user_1' : 'user_2' } }))
const userData = fc.record({ id: fc.constantFrom('user_1', 'user_2'), first_name: name, username: name, updated_at: time }).map(user)

const permissionData = fc.record({ n: small, key: fc.constantFrom('org:a:read', 'org:a:write'), updated_at: time })
  .map(({ n, ...over }) => permission({ id: `perm_${n}`, name: over.key, ...over }))
const roleData = fc.record({ n: fc.constantFrom('a', 'b'), key: fc.constantFrom('org:admin', 'org:editor'), permissions: fc.array(permissionData, { maxLength: 3 }), updated_at: time })
  .map(({ n, ...over }) => role({ id: `role_${n}`, name: over.key, ...over }))

const domainData = fc.record({ n: small, status: fc.constantFrom('verified', 'unverified'), verified_at: fc.option(time), updated_at: time })
  .map(({ n, status, verified_at, updated_at }) => ({
    id: `orgdmn_${n}`, organization_id: n % 2 ? 'org_a' : 'org_b', name: `d${n}.example`, enrollment_mode: 'manual_invitation',
    verification: { status, strategy: 'dns', verified_at }, created_at: DAY, updated_at,
  }))
const itemData = fc.record({
  n: small, status: fc.constantFrom('incomplete', 'active', 'canceled', 'ended', 'past_due', 'upcoming'), plan: fc.constantFrom('free', 'team', null),
  period_start: time, updated_at: time, subscription_id: fc.constantFrom('csub_1', null), paid: fc.boolean(),
}).map(({ n, plan, paid, ...over }) => ({
  id: `item_${n}`, plan_id: plan, plan: plan && { id: plan, slug: plan, name: plan }, created_at: DAY, ...over, ...paid && { payer: { organization_id: 'org_a', user_id: '' } },
}))
const subscriptionData = fc.record({ status: fc.constantFrom('active', 'past_due'), items: fc.array(itemData, { maxLength: 3 }), updated_at: time })
  .map(over => ({ id: 'csub_1', payer: { organization_id: 'org_a', user_id: '' }, created_at: DAY, ...over }))

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ type: fc.constantFrom('organizationDomain.created', 'organizationDomain.updated'), data: domainData, at: time }),
  fc.record({ type: fc.constant('organizationDomain.deleted'), data: small.map(n => deleted('organization_domain', `orgdmn_${n}`)), at: time }),
  fc.record({ type: fc.constantFrom('subscriptionItem.active', 'subscriptionItem.ended'), data: itemData, at: time }),
  fc.record({ type: fc.constantFrom('subscription.created', 'subscription.updated'), data: subscriptionData, at: time }),
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
    await db.write(async (tx) => {
      const apply = async () => { for (const one of life) await applyChanges(tx, projectEvent(eventSchema.parse(one)) ?? []) }
      await apply()
      const before = await writtenRows(tx)
      await apply()
      expect(await writtenRows(tx)).toBe(before)
    })
  })
})

it('reads a subscription item as the SDK types it: without a version, so that the time of the event is one', () => {
  const item = { object: 'commerce_subscription_item', id: 'item_1', status: 'active', plan_period: 'annual', plan_id: 'cplan_1', plan: { id: 'cplan_1', slug: 'team', name: 'Team' }, period_start: DAY, period_end: null }
  expect(projectEvent(eventSchema.parse(event('subscriptionItem.created', item, DAY + 5)))).toMatchObject([
    { table: 'subscriptionItems', row: { id: 'item_1', period: 'annual', planSlug: 'team', createdAt: DAY, updatedAt: DAY + 5, seenAt: DAY + 5 } },
  ])
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
