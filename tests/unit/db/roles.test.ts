import { describe, expect, it } from 'vitest'
import { findMembership, isSessionEnded, listMirroredRoles } from '../../../db'
import { applyChanges, projectEvent } from '../../../server/ingest'
import { eventSchema } from '../../../server/ingest/project/resources'
import { deleted, event, membership, organization, permission, role } from '../ingest/fixtures/payloads'
import { allRows, tempDatabase } from './temp-database'

const T = 1_700_000_000_000
const read = permission(), write = permission({ id: 'perm_write', key: 'org:a:write' })

/** A mirror that has heard some events. */
async function mirrorOf(...events: ReturnType<typeof event>[]) {
  const db = await tempDatabase()
  const tell = (...more: typeof events) => db.write(async (tx) => {
    for (const one of more) await applyChanges(tx, projectEvent(eventSchema.parse(one)) ?? [])
  })
  await tell(...events)
  const ada = () => findMembership(db, 'org_acme', 'user_ada')
  return { db, tell, ada }
}

const joined = (at: number, permissions: string[], over: object = {}) =>
  event('organizationMembership.created', membership({ permissions, updated_at: T, ...over }), at)
const roleAt = (at: number, permissions: object[], over: object = {}) => event('role.updated', role({ permissions, updated_at: at, ...over }), at)

describe('what a member may do', () => {
  it('is what the membership said, while the role is unknown', async () => {
    const { ada } = await mirrorOf(joined(T, ['org:a:write']))
    expect(await ada()).toMatchObject({ permissions: ['org:a:write'], roleKnown: false, changedAt: T })
  })

  it('follows a role that changed later, although the membership did not', async () => {
    const { ada, tell } = await mirrorOf(joined(T, ['org:a:write']), roleAt(T + 1, [read, write], { name: 'Chief' }))
    expect(await ada()).toMatchObject({ permissions: ['org:a:write', 'org:sys_memberships:read'], roleName: 'Chief', roleKnown: true, changedAt: T + 1 })
    await tell(roleAt(T + 2, []))
    expect(await ada()).toMatchObject({ permissions: [], changedAt: T + 2 })
  })

  it('is what the membership said, where that was seen after the role', async () => {
    const { ada } = await mirrorOf(roleAt(T + 1, [read, write]), joined(T + 5, ['org:b:late']))
    expect(await ada()).toMatchObject({ permissions: ['org:b:late'], roleKnown: true })
  })

  it('follows the role where the time of its event is in whole seconds', async () => {
    const { ada } = await mirrorOf(joined(T + 500, ['org:a:write']), event('role.updated', role({ permissions: [read], updated_at: T + 900 }), T / 1000))
    expect(await ada()).toMatchObject({ permissions: ['org:sys_memberships:read'] })
  })

  it('loses a permission that was deleted, and follows a new key of one', async () => {
    const { ada, tell } = await mirrorOf(joined(T, []), roleAt(T + 1, [read, write]), event('permission.deleted', deleted('permission', 'perm_read'), T + 2))
    expect((await ada())?.permissions).toEqual(['org:a:write'])
    await tell(event('permission.updated', permission({ id: 'perm_write', key: 'org:a:edit', updated_at: T + 3 }), T + 3))
    expect((await ada())?.permissions).toEqual(['org:a:edit'])
  })

  it('does not come from a role that was deleted, or from another role of the key that is older', async () => {
    const { ada, db, tell } = await mirrorOf(
      joined(T, ['org:own:x']),
      roleAt(T + 1, [read], { id: 'role_old', created_at: T - 2 }), roleAt(T + 1, [write], { id: 'role_new', created_at: T - 1 }),
    )
    expect((await ada())?.permissions).toEqual(['org:a:write'])
    expect(await listMirroredRoles(db)).toMatchObject([{ id: 'role_new', key: 'org:admin', permissions: ['org:a:write'] }])
    await tell(event('role.deleted', deleted('role', 'role_old'), T + 2), event('role.deleted', deleted('role', 'role_new'), T + 2))
    expect((await ada())?.permissions).toEqual(['org:own:x'])
    expect(await listMirroredRoles(db)).toEqual([])
  })
})

describe('the organization\'s role set', () => {
  it('is mirrored', async () => {
    const { db } = await mirrorOf(event('organization.created', organization({ role_set_key: 'role_set:default' })))
    expect(await allRows(db, 'organizations')).toMatchObject([{ roleSetKey: 'role_set:default' }])
  })
})

describe('ended sessions', () => {
  it.each(['session.ended', 'session.removed', 'session.revoked'])('are known from %s', async (type) => {
    const { db } = await mirrorOf(event(type, { object: 'session', id: 'sess_1', status: 'ended' }, Date.now()))
    expect(await isSessionEnded(db, 'sess_1')).toBe(true)
    expect(await isSessionEnded(db, 'sess_2')).toBe(false)
  })

  it('are not made by a session that begins', async () => {
    const { db } = await mirrorOf(event('session.created', { object: 'session', id: 'sess_1' }, Date.now()))
    expect(await isSessionEnded(db, 'sess_1')).toBe(false)
  })

  it('keep the earliest end, and are forgotten after a day', async () => {
    const now = Date.now(), end = (at: number, id = 'sess_1') => event('session.ended', { object: 'session', id }, at)
    const { db } = await mirrorOf(end(now - 1000), end(now - 5000), end(now), end(now - 25 * 3600 * 1000, 'sess_old'))
    expect(await allRows(db, 'endedSessions')).toEqual([{ id: 'sess_1', endedAt: now - 5000 }])
  })
})
