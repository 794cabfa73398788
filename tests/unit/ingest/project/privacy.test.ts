import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findWebhookEvent, listActivity } from '../../../../db'
import { applyChanges, ingestWebhook } from '../../../../server/ingest'
import { userDeleted } from '../../../../server/ingest/project/project'
import { activityKinds, type ActivityAudience } from '../../../../shared/values'
import { allRows, tempDatabase } from '../../db/temp-database'
import { deleted, dump, event, invitation, membership, newSecret, organization, publicUser, signed, user } from '../fixtures/payloads'

const AT = 1_700_000_000_000
const everything = [...new Set(Object.values(activityKinds))] satisfies ActivityAudience[]

async function setup({ keepPrivateMetadata }: { keepPrivateMetadata?: boolean } = {}) {
  const db = await tempDatabase(), secret = newSecret()
  return { db, send: (body: object | string, id?: string) => ingestWebhook({ db, secrets: [secret], keepPrivateMetadata }, signed(secret, body, id)) }
}

describe('private metadata', () => {
  const told = membership({ private_metadata: { salary: 7 }, organization: organization({ private_metadata: { deep: { secret: 'classified' } } }) })

  it('is not stored, at any depth, in the inbox or in the mirror', async () => {
    const { db, send } = await setup()
    await send(event('organizationMembership.created', told), 'msg_1')
    await send(event('galaxy.collided', { list: [{ private_metadata: { secret: 'classified' } }] }), 'msg_2')
    await send(event('organization.created', organization({ name: 7, private_metadata: { secret: 'classified' } })), 'msg_3')
    const stored = JSON.stringify([await dump(db), await allRows(db, 'webhookEvents')])
    expect(stored).not.toMatch(/classified|salary|private_metadata/)
    expect(JSON.parse((await findWebhookEvent(db, 'msg_1'))!.payload)).toMatchObject({ type: 'organizationMembership.created', data: { id: 'orgmem_ada', organization: { name: 'Acme' } } })
  })

  it('stays in stored events where that is configured', async () => {
    const { db, send } = await setup({ keepPrivateMetadata: true })
    await send(event('organizationMembership.created', told), 'msg_1')
    expect((await findWebhookEvent(db, 'msg_1'))?.payload).toContain('classified')
    expect(JSON.stringify(await dump(db))).not.toContain('classified')
  })
})

describe('the inbox', () => {
  it('keeps no invitation link, no inviter\'s address and no message', async () => {
    const { db, send } = await setup()
    await send(event('organizationInvitation.created', invitation({ public_inviter_data: { user_id: 'user_ada', identifier: 'ada@example.com' } })), 'msg_1')
    await send(event('email.created', { object: 'email', id: 'ema_1', user_id: 'user_ada', to_email_address: 'ada@example.com', body: '123456 is your code', data: { otp_code: '123456' } }), 'msg_2')
    await send(event('sms.created', { object: 'sms_message', id: 'sms_1', user_id: 'user_ada', to_phone_number: '+15005550006', message: '123456' }), 'msg_3')
    const stored = JSON.stringify(await allRows(db, 'webhookEvents'))
    expect(stored).not.toMatch(/ticket|ada@|123456|\+1500/)
    expect(await findWebhookEvent(db, 'msg_2')).toMatchObject({ userId: 'user_ada' })
  })

  it('keeps nothing of a body that cannot be read', async () => {
    const { db, send } = await setup()
    for (const body of ['ada@example.com {', `{"type":"x","data":{"a":${'['.repeat(100_000)}"ada@example.com"${']'.repeat(100_000)}}}`])
      expect(await send(body)).toEqual({ outcome: 'quarantined' })
    expect(JSON.stringify(await allRows(db, 'webhookEvents'))).not.toContain('ada@')
  })

  it.each([
    ['user.updated', user(), 'user_ada'],
    ['organizationMembership.created', membership(), 'user_ada'],
    ['organizationInvitation.accepted', { ...invitation(), user_id: 'user_bob' }, 'user_bob'],
    ['session.created', { object: 'session', id: 'sess_1', user_id: 'user_ada' }, 'user_ada'],
    ['subscription.created', { object: 'commerce_subscription', id: 'csub_1', payer: { user_id: 'user_ada', organization_id: '' } }, 'user_ada'],
    ['subscription.created', { object: 'commerce_subscription', id: 'csub_1', payer: { user_id: 'user_ada', organization_id: 'org_acme' } }, null],
    ['organization.created', organization(), null],
    ['user.updated', user({ first_name: 7 }), 'user_ada'],
  ])('knows whom %s is about', async (type, data, userId) => {
    const { db, send } = await setup()
    await send(event(type, data), 'msg_1')
    expect((await findWebhookEvent(db, 'msg_1'))?.userId).toBe(userId)
  })
})

/** Bob's life here: invited, joined, renamed; and others' events that stay. */
const bob = { user_id: 'user_bob', first_name: 'Robert', last_name: 'Bobson', identifier: 'bob@example.com' }
const life = [
  event('organization.created', organization(), AT),
  event('organizationInvitation.created', invitation(), AT + 1),
  event('user.created', user({ id: 'user_bob', first_name: 'Robert', last_name: 'Bobson', email_addresses: [{ id: 'idn_1', email_address: 'bob@example.com' }] }), AT + 2),
  event('organizationInvitation.accepted', { ...invitation({ status: 'accepted', updated_at: AT + 3 }), user_id: 'user_bob' }, AT + 3),
  event('organizationMembership.created', membership({ id: 'orgmem_bob', created_at: AT + 4, updated_at: AT + 4, public_user_data: publicUser(bob) }), AT + 4),
  event('organizationMembership.updated', membership({ id: 'orgmem_bob', role: 'org:member', created_at: AT + 4, updated_at: AT + 5, public_user_data: publicUser(bob) }), AT + 5),
  event('user.updated', user({ id: 'user_bob', first_name: 7 }), AT + 6),
  event('user.deleted', deleted('user', 'user_bob'), AT + 7),
  event('organizationMembership.created', membership(), AT + 8),
]

describe('the end of a person', () => {
  it('erases their name and address everywhere, in whatever order it is told', async () => {
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(life, { minLength: life.length }), async (history) => {
      const { db, send } = await setup()
      for (const told of history) await send(told)
      const inbox = await allRows(db, 'webhookEvents')
      expect(JSON.stringify([await dump(db), inbox])).not.toMatch(/bob@|robert|bobson/i)
      expect(inbox.filter(({ outcome }) => outcome === 'erased')).toHaveLength(6)
      expect(inbox.filter(({ payload }) => payload === '')).toHaveLength(6)
      expect(JSON.stringify(inbox)).toContain('ada@example.com')
      expect((await dump(db)).invitations).toMatchObject([{ emailAddress: '', userId: 'user_bob', deletedAt: AT + 7 }])
    }), { numRuns: 25 })
  }, 60_000)

  it('leaves what they did, without their name', async () => {
    const { db, send } = await setup()
    for (const told of life) await send(told)
    const { data } = await listActivity(db, 'org_acme', { limit: 20 }, everything)
    expect(data.filter(({ id }) => id.startsWith('orgmem_bob'))).toEqual([
      { id: `orgmem_bob:role_changed:${AT + 5}`, type: 'role_changed', subject: null, actor: null, value: 'org:member', at: AT + 5 },
      { id: 'orgmem_bob:member_joined', type: 'member_joined', subject: null, actor: null, value: null, at: AT + 4 },
    ])
    expect(data).toContainEqual({ id: 'orginv_bob:invitation_created', type: 'invitation_created', subject: null, actor: 'Ada Lovelace', value: null, at: AT })
  })

  it('takes the name of who acted, too', async () => {
    const { db, send } = await setup()
    for (const told of life) await send(told)
    await send(event('user.deleted', deleted('user', 'user_ada'), AT + 9))
    const { data } = await listActivity(db, 'org_acme', { limit: 20 }, everything)
    expect(JSON.stringify(data)).not.toMatch(/ada@|Ada |lovelace/i)
  })

  it('that comes from Clerk\'s answer and not from an event erases as much', async () => {
    const { db, send } = await setup()
    for (const told of life.filter(({ type }) => type !== 'user.deleted')) await send(told)
    await db.write(tx => applyChanges(tx, [userDeleted('user_bob', AT + 7)]))
    expect(JSON.stringify([await dump(db), await allRows(db, 'webhookEvents')])).not.toMatch(/bob@|robert|bobson/i)
  })
})
