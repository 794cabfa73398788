import { describe, expect, it, vi } from 'vitest'
import { findInvitation, findMembership, findOrganization, findWebhookEvent, listMembers } from '../../../db'
import { ingestWebhook } from '../../../server/ingest'
import { AppError } from '../../../shared/errors'
import { allRows, tempDatabase } from '../db/temp-database'
import { deleted, dump, event, invitation, membership, newSecret, organization, publicUser, signed, user } from './fixtures/payloads'

async function setup() {
  const secret = newSecret()
  const deps = { db: await tempDatabase(), secrets: [secret] }
  const send = (body: string | object, id?: string) => ingestWebhook(deps, signed(secret, body, id))
  return { ...deps, deps, secret, send }
}

describe('an accepted delivery', () => {
  it('is stored with its effect', async () => {
    const { db, send } = await setup()
    expect(await send(event('organizationMembership.created', membership()), 'msg_1')).toEqual({ outcome: 'applied' })
    expect(await findWebhookEvent(db, 'msg_1')).toMatchObject({
      type: 'organizationMembership.created', outcome: 'applied', error: null, attempts: 1, eventTime: 1_700_000_000_000,
    })
    expect(await findMembership(db, 'org_acme', 'user_ada')).toMatchObject({ id: 'orgmem_ada', role: 'org:admin', deletedAt: null })
    expect(await findOrganization(db, 'acme')).toMatchObject({ id: 'org_acme', filledAt: null })
    expect((await listMembers(db, 'org_acme', { limit: 5 })).data).toEqual([{
      id: 'orgmem_ada', userId: 'user_ada', role: 'org:admin', roleName: 'Admin', identifier: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace',
      imageUrl: 'https://img.clerk.com/ada', createdAt: 1_700_000_000_000, updatedAt: 1_700_000_000_000, connection: null,
    }])
  })

  it('has no second effect under the same svix-id, even 50 at once', async () => {
    const { db, send } = await setup()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => send(event('organizationInvitation.created', invitation()), 'msg_1')))
    expect(outcomes.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1)
    expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(49)
    expect(await allRows(db, 'webhookEvents')).toHaveLength(1)
    await send(event('organizationInvitation.revoked', invitation({ status: 'revoked', updated_at: 1_800_000_000_000 })), 'msg_1')
    expect((await findInvitation(db, 'org_acme', 'orginv_bob'))?.status).toBe('pending')
  })

  it('of a person with endless names is applied, and the person is found', async () => {
    const { db, send } = await setup()
    // Nothing in it repeats, so that no database can make it shorter.
    const name = Array.from({ length: 3000 }, (_, index) => String.fromCodePoint(0x1F300 + index)).join('')
    expect(await send(event('organizationMembership.created', membership({ public_user_data: publicUser({ first_name: name, last_name: name }) })))).toEqual({ outcome: 'applied' })
    expect((await listMembers(db, 'org_acme', { limit: 5, query: name.slice(0, 20) })).data).toMatchObject([{ firstName: name }])
  })

  it('of an unknown type is kept and ignored', async () => {
    const { db, send } = await setup()
    for (const type of ['session.created', 'galaxy.collided', 'constructor', '__proto__'])
      expect(await send(event(type, { id: 'x' }), `msg_${type}`)).toEqual({ outcome: 'ignored' })
    expect(await findWebhookEvent(db, 'msg_galaxy.collided')).toMatchObject({ type: 'galaxy.collided', outcome: 'ignored' })
  })

  it('of an end is kept and ignored when Clerk leaves out whose', async () => {
    const { send } = await setup()
    expect(await send(event('organization.deleted', { object: 'organization', deleted: true }))).toEqual({ outcome: 'ignored' })
  })

  it('has its time in ms, whether Clerk said seconds or ms', async () => {
    const { db, send } = await setup()
    await send(event('organization.created', organization(), 1_716_883_200), 'msg_s')
    await send(event('organization.created', organization(), 1_716_883_200_000), 'msg_ms')
    expect((await findWebhookEvent(db, 'msg_s'))?.eventTime).toBe(1_716_883_200_000)
    expect((await findWebhookEvent(db, 'msg_ms'))?.eventTime).toBe(1_716_883_200_000)
    expect((await findOrganization(db, 'acme'))?.filledAt).toBe(1_716_883_200_000)
  })

  it('keeps no invitation link', async () => {
    const { db, send } = await setup()
    await send(event('organizationInvitation.created', invitation()))
    expect(JSON.stringify(await dump(db))).not.toContain('ticket')
  })
})

describe('a delivery that cannot be used', () => {
  const deep = `{"object":"event","type":"organization.created","timestamp":1700000000000,"data":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  it.each([
    ['not JSON', 'hello', 'unknown'],
    ['empty', '', 'unknown'],
    ['no envelope', '[]', 'unknown'],
    ['deeply nested', deep, 'unknown'],
    ['with a NUL', 'nul\0byte', 'unknown'],
    ['fields of another type', event('organization.created', organization({ name: 7 })), 'organization.created'],
    ['an id that is no text', event('organization.deleted', { object: 'organization', id: 7, deleted: true }), 'organization.deleted'],
    ['a state nobody knows', event('organizationInvitation.created', invitation({ status: 'lost' })), 'organizationInvitation.created'],
  ])('is quarantined with its reason: %s', async (_, body, type) => {
    const { db, deps, secret } = await setup()
    const told = vi.fn()
    expect(await ingestWebhook({ ...deps, told }, signed(secret, body, 'msg_1'))).toEqual({ outcome: 'quarantined' })
    const stored = await findWebhookEvent(db, 'msg_1')
    expect(stored).toMatchObject({ type, outcome: 'quarantined' })
    expect(stored?.error).toBeTruthy()
    expect(told).toHaveBeenCalledWith({ svixId: 'msg_1', type, outcome: 'quarantined', eventTime: stored?.eventTime })
    expect(Object.values(await dump(db)).flat()).toEqual([])
  })
})

it('keeps a delivery that is nested deeply where nothing is read', async () => {
  const { db, send } = await setup()
  const metadata = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
  const body = JSON.stringify(event('organization.created', organization({ unread: 'here' }))).replace('"here"', metadata)
  expect(['applied', 'quarantined']).toContain((await send(body, 'msg_1')).outcome)
  expect(await findWebhookEvent(db, 'msg_1')).toBeDefined()
})

describe('a delivery that Clerk did not sign', () => {
  const body = event('organization.created', organization())

  it.each([
    ['another secret', (secret: string) => signed(newSecret(), body) && { ...signed(newSecret(), body), secret }],
    ['a changed body', (secret: string) => ({ ...signed(secret, body), rawBody: JSON.stringify(organization()) })],
    ['re-serialised JSON', (secret: string) => ({ ...signed(secret, body), rawBody: JSON.stringify(body, null, 1) })],
    ['too old', (secret: string) => signed(secret, body, 'msg_1', new Date(Date.now() - 6 * 60_000))],
    ['from the future', (secret: string) => signed(secret, body, 'msg_1', new Date(Date.now() + 6 * 60_000))],
    ['another id', (secret: string) => { const one = signed(secret, body); return { ...one, headers: { ...one.headers, 'svix-id': 'msg_other' } } }],
    ['no headers', () => ({ headers: {}, rawBody: '{}' })],
    ['a malformed id', (secret: string) => signed(secret, body, 'msg 1/../x')],
    ['a malformed signature', (secret: string) => { const one = signed(secret, body); return { ...one, headers: { ...one.headers, 'svix-signature': 'v1' } } }],
    ['a malformed time', (secret: string) => { const one = signed(secret, body); return { ...one, headers: { ...one.headers, 'svix-timestamp': 'now' } } }],
  ])('is refused: %s', async (_, forge) => {
    const { db, deps, secret } = await setup()
    await expect(ingestWebhook(deps, forge(secret))).rejects.toMatchObject({ code: 'bad_signature' })
    expect(await allRows(db, 'webhookEvents')).toEqual([])
  })

  it('is refused when no usable secret is set: never open', async () => {
    const { db, secret } = await setup()
    for (const secrets of [[], ['whsec_???']]) {
      const refusal = ingestWebhook({ db, secrets }, signed(secret, body))
      await expect(refusal).rejects.toBeInstanceOf(AppError)
      await expect(refusal).rejects.toMatchObject({ code: 'webhook_secret_missing' })
    }
  })

  it('is accepted under the old and the new secret while one is rotated, and with several signatures', async () => {
    const { db, secret: old } = await setup()
    const fresh = newSecret()
    const secrets = [fresh, old]
    expect((await ingestWebhook({ db, secrets }, signed(old, body))).outcome).toBe('applied')
    expect((await ingestWebhook({ db, secrets }, signed(fresh, body))).outcome).toBe('applied')
    const both = signed(old, body, 'msg_both'), other = signed(newSecret(), body, 'msg_both')
    both.headers['svix-signature'] = `${other.headers['svix-signature']} ${both.headers['svix-signature']}`
    expect((await ingestWebhook({ db, secrets }, both)).outcome).toBe('applied')
    expect((await ingestWebhook({ db, secrets }, { ...signed(old, body), rawBody: Buffer.from(JSON.stringify(body)) })).outcome).toBe('applied')
  })
})

describe('ends', () => {
  it('of an organization take its members and invitations along', async () => {
    const { db, send } = await setup()
    await send(event('organizationMembership.created', membership()))
    await send(event('organizationInvitation.created', invitation()))
    await send(event('organization.deleted', deleted('organization', 'org_acme'), 1_800_000_000_000))
    expect(await findOrganization(db, 'acme')).toBeUndefined()
    expect(await findMembership(db, 'org_acme', 'user_ada')).toMatchObject({ deletedAt: 1_800_000_000_000 })
    expect(await findInvitation(db, 'org_acme', 'orginv_bob')).toBeUndefined()
  })

  it('of a person erase name and address for good', async () => {
    const { db, send } = await setup()
    await send(event('user.created', user()))
    await send(event('organizationMembership.created', membership()))
    await send(event('user.deleted', deleted('user', 'user_ada'), 1_800_000_000_000))
    await send(event('organizationMembership.updated', membership({ updated_at: 1_900_000_000_000 })))
    await send(event('user.updated', user({ updated_at: 1_900_000_000_000 })))
    expect(JSON.stringify((await dump(db)).users)).not.toMatch(/ada@|lovelace/i)
    expect(await findMembership(db, 'org_acme', 'user_ada')).toMatchObject({ deletedAt: 1_800_000_000_000 })
  })

  it('of a membership do not hinder a new one of the same person', async () => {
    const { db, send } = await setup()
    await send(event('organizationMembership.created', membership()))
    await send(event('organizationMembership.deleted', membership(), 1_800_000_000_000))
    await send(event('organizationMembership.created', membership({ id: 'orgmem_again', created_at: 1_850_000_000_000, updated_at: 1_850_000_000_000 })))
    await send(event('organizationMembership.updated', membership({ updated_at: 1_900_000_000_000 })))
    expect(await findMembership(db, 'org_acme', 'user_ada')).toMatchObject({ id: 'orgmem_again', deletedAt: null })
    expect((await listMembers(db, 'org_acme', { limit: 5 })).totalCount).toBe(1)
  })
})

describe('newer and older', () => {
  it('an older version changes nothing', async () => {
    const { db, send } = await setup()
    await send(event('organization.updated', organization({ name: 'New', updated_at: 1_800_000_000_000 })))
    await send(event('organizationMembership.created', membership({ organization: organization({ name: 'Old' }) })))
    await send(event('organization.created', organization({ name: 'Old' })))
    expect(await findOrganization(db, 'org_acme')).toMatchObject({ name: 'New', filledAt: 1_700_000_000_000 })
  })

  it('public user data fills a gap but never replaces what the user said', async () => {
    const { db, send } = await setup()
    await send(event('organizationMembership.created', membership({ public_user_data: publicUser({ first_name: 'First' }) })))
    expect((await dump(db)).users[0]).toMatchObject({ firstName: 'First', updatedAt: 0 })
    await send(event('user.created', user()))
    await send(event('organizationMembership.updated', membership({ public_user_data: publicUser({ first_name: 'Stale' }), updated_at: 1_900_000_000_000 }), 1_900_000_000_000))
    expect((await dump(db)).users[0]).toMatchObject({ firstName: 'Ada', identifier: 'ada@example.com', searchText: 'ada lovelace ada@example.com' })
  })

  it('an accepted invitation never becomes pending again', async () => {
    const { db, send } = await setup()
    await send(event('organizationInvitation.accepted', { ...invitation(), status: undefined, user_id: 'user_bob' }))
    await send(event('organizationInvitation.created', invitation({ updated_at: 1_900_000_000_000 })))
    expect((await findInvitation(db, 'org_acme', 'orginv_bob'))?.status).toBe('accepted')
  })
})
