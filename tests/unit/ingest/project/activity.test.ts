import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forgetOrganization, insertProject, InvalidCursorError, listActivity, putActivity, type ActivityRow, type Tx } from '../../../../db'
import { applyChanges, membershipDeleted, mirrorInvitation, mirrorMembership, projectEvent } from '../../../../server/ingest'
import { fact } from '../../../../server/ingest/project/facts'
import { projectConnection } from '../../../../server/ingest/project/project-domains'
import { eventSchema } from '../../../../server/ingest/project/resources'
import { activityKinds, type ActivityAudience } from '../../../../shared/values'
import { allRows, runs, tempDatabase } from '../../db/temp-database'
import { deleted, event, invitation, membership, organization, publicUser } from '../fixtures/payloads'

const AT = 1_700_000_000_000
const everything = [...new Set(Object.values(activityKinds))] satisfies ActivityAudience[]

async function acme() {
  const db = await tempDatabase()
  const send = (type: string, data: object, at = AT) => db.write(tx => applyChanges(tx, projectEvent(eventSchema.parse(event(type, data, at))) ?? []))
  const lines = async (audiences: readonly ActivityAudience[] = everything) => (await listActivity(db, 'org_acme', { limit: 50 }, audiences)).data.map(({ type, subject, actor, value }) => [type, subject, actor, value].filter(Boolean).join(' '))
  await send('organization.created', organization())
  await send('organizationMembership.created', membership({ created_at: AT + 1, updated_at: AT + 1 }))
  return { db, send, lines }
}

const bob = membership({ id: 'orgmem_bob', created_at: AT + 10, updated_at: AT + 10, role: 'org:member', public_user_data: publicUser({ user_id: 'user_bob', first_name: 'Bob', last_name: null, identifier: 'bob@example.com' }) })

describe('the activity', () => {
  it('tells what happened, newest first, with who did it', async () => {
    const { db, send, lines } = await acme()
    await send('organizationInvitation.created', invitation({ created_at: AT + 2, updated_at: AT + 2 }))
    await send('organizationInvitation.accepted', { ...invitation({ status: 'accepted', created_at: AT + 2, updated_at: AT + 9 }), user_id: 'user_bob' })
    await send('organizationMembership.created', bob)
    await send('organizationMembership.updated', { ...bob, role: 'org:admin', updated_at: AT + 20 })
    await send('organization.updated', organization({ name: 'Acme Ltd', updated_at: AT + 21 }))
    const domain = { object: 'organization_domain', id: 'orgdmn_1', organization_id: 'org_acme', name: 'acme.example', enrollment_mode: 'manual_invitation', created_at: AT + 22, updated_at: AT + 22 }
    await send('organizationDomain.created', domain)
    await send('organizationDomain.updated', { ...domain, affiliation_verification: { status: 'verified', strategy: 'dns', verified_at: AT + 23 }, updated_at: AT + 24 })
    await send('organizationDomain.deleted', deleted('organization_domain', 'orgdmn_1'), AT + 25)
    const connection = { id: 'ent_1', organization_id: 'org_acme', name: 'Okta', provider: 'saml_okta', active: true, created_at: AT + 26, updated_at: AT + 26 }
    await db.write(tx => applyChanges(tx, projectConnection(connection, AT + 27)))
    expect(await lines()).toEqual([
      'connection_added Okta', 'domain_removed acme.example', 'domain_verified acme.example', 'domain_added acme.example', 'organization_renamed Acme Ltd Acme Ltd',
      'role_changed Bob org:admin', 'member_joined Bob', 'invitation_accepted Bob', 'invitation_created bob@example.com Ada Lovelace', 'member_joined Ada Lovelace',
      'organization_created Acme Ltd Ada Lovelace',
    ])
  })

  it('tells a change of plan, and no renewal', async () => {
    const { send, lines } = await acme()
    const item = (id: string, slug: string, status: string, at: number) => ({ object: 'commerce_subscription_item', id, status, plan_id: `cplan_${slug}`, plan: { id: `cplan_${slug}`, slug, name: slug }, period_start: at, created_at: at, updated_at: at })
    const subscription = (at: number, ...items: object[]) => ({ object: 'commerce_subscription', id: 'csub_1', status: 'active', payer: { organization_id: 'org_acme', user_id: '' }, items, created_at: AT, updated_at: at })
    await send('subscription.created', subscription(AT, item('i1', 'free', 'active', AT)))
    await send('subscription.updated', subscription(AT + 30, item('i1', 'free', 'ended', AT + 30), item('i2', 'team', 'active', AT + 30)))
    await send('subscription.updated', subscription(AT + 40, item('i1', 'free', 'ended', AT + 30), item('i2', 'team', 'active', AT + 40)))
    expect((await lines()).filter(line => line.startsWith('plan'))).toEqual(['plan_changed Acme team'])
  })

  it.each<[string, (tools: Awaited<ReturnType<typeof acme>>) => Promise<void>, (tools: Awaited<ReturnType<typeof acme>>) => Promise<void>, string]>([
    ['an invitation',
      ({ db }) => mirrorInvitation(db, invitation({ inviter_id: undefined }) as never, { by: 'user_ada', kind: 'invitation_created' }),
      ({ send }) => send('organizationInvitation.created', invitation({ inviter_id: undefined })), 'invitation_created bob@example.com Ada Lovelace'],
    ['a revocation',
      ({ db }) => mirrorInvitation(db, invitation({ status: 'revoked', updated_at: AT + 5 }) as never, { by: 'user_ada', kind: 'invitation_revoked' }),
      ({ send }) => send('organizationInvitation.revoked', invitation({ status: 'revoked', updated_at: AT + 5 })), 'invitation_revoked bob@example.com Ada Lovelace'],
    ['a change of role',
      ({ db }) => mirrorMembership(db, { ...bob, role: 'org:admin', updated_at: AT + 20 } as never, { by: 'user_ada', kind: 'role_changed' }),
      ({ send }) => send('organizationMembership.updated', { ...bob, role: 'org:admin', updated_at: AT + 20 }), 'role_changed Bob Ada Lovelace org:admin'],
    ['a removal',
      ({ db }) => db.write(tx => applyChanges(tx, membershipDeleted({ id: 'orgmem_bob', organizationId: 'org_acme', userId: 'user_bob', actorId: 'user_ada' }, AT + 30))),
      ({ send }) => send('organizationMembership.deleted', bob, AT + 29), 'member_removed Bob Ada Lovelace'],
    ['a leave',
      ({ db }) => db.write(tx => applyChanges(tx, membershipDeleted({ id: 'orgmem_bob', organizationId: 'org_acme', userId: 'user_bob', actorId: 'user_bob' }, AT + 30))),
      ({ send }) => send('organizationMembership.deleted', bob, AT + 29), 'member_left Bob'],
  ])('has one line of %s that our own act and the webhook tell, whichever comes first, and keeps who it was', async (_, own, webhook, line) => {
    for (const order of [[own, webhook], [webhook, own], [own], [webhook, own, webhook, own]]) {
      const tools = await acme()
      await tools.send('organizationMembership.created', bob)
      for (const tell of order) await tell(tools)
      const [kind] = line.split(' ')
      expect((await tools.lines()).filter(one => one.startsWith(kind!))).toEqual([line])
    }
  })

  it('has nothing that the person may not know of', async () => {
    const { send, lines } = await acme()
    await send('organizationInvitation.created', invitation())
    expect(await lines(['everybody'])).toEqual(['organization_created Acme Ada Lovelace'])
    expect(await lines(['everybody', 'members'])).toEqual(['member_joined Ada Lovelace', 'organization_created Acme Ada Lovelace'])
  })

  it('is another one in each organization, and gone with it for good', async () => {
    const { db, send, lines } = await acme()
    await send('organization.created', organization({ id: 'org_beta', name: 'Beta', slug: 'beta' }))
    expect((await lines()).join()).not.toContain('Beta')
    await db.write(async (tx) => {
      for (const organizationId of ['org_acme', 'org_beta'])
        await insertProject(tx, { id: `prj_of_${organizationId}`, organizationId, name: 'Plan', createdBy: 'user_ada', createdAt: AT, updatedAt: AT })
    })
    await send('organization.deleted', deleted('organization', 'org_acme'), AT + 50)
    await send('organizationMembership.created', bob)
    expect(await lines()).toEqual([])
    for (const table of ['activity', 'projects'] as const)
      expect([...new Set((await allRows(db, table)).map(({ organizationId }) => organizationId))]).toEqual(['org_beta'])
  })

  it('comes in pages that miss and repeat nothing, also where times are equal', async () => {
    const { db } = await acme()
    const facts = Array.from({ length: 60 }, (_, at) => fact(at % 2 ? 'member_joined' : 'invitation_created', { organizationId: 'org_acme', targetId: `t${at}`, at: AT + 100 + Math.floor(at / 7) })).flat()
    await db.write(async (tx) => { for (const row of facts) await putActivity(tx, row) })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listActivity(db, 'org_acme', { limit: 7, cursor }, ['members', 'invitations'])
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen.length).toBe(new Set(seen).size)
    expect(seen).toHaveLength(61)
    await expect(listActivity(db, 'org_acme', { limit: 7, cursor: 'made-up' }, ['members'])).rejects.toBeInstanceOf(InvalidCursorError)
  })

  it('ends alike for any facts in any order, contradictions included', async () => {
    const db = await tempDatabase()
    const small = fc.integer({ min: 0, max: 3 }), person = fc.constantFrom('user_1', 'user_2', null)
    const told = fc.record({ target: small, at: small, actorId: person, userId: person, value: fc.constantFrom('a', 'b') })
    const anyFact = fc.oneof(
      told.map(({ target, at, ...rest }) => fact('role_changed', { organizationId: 'org_acme', targetId: `m${target}`, at: AT + 1 + at, ...rest })[0]!),
      told.map(({ target, value, at, ...rest }) => fact('member_joined', { organizationId: 'org_acme', targetId: `m${target}`, at: AT, value: at ? value : null, ...rest })[0]!),
      told.map(({ target, at, ...rest }) => fact('plan_changed', { organizationId: 'org_acme', targetId: `s${target}`, at: AT + at, ...rest })[0]!),
      told.map(({ target, at, ...rest }) => fact('invitation_accepted', { organizationId: 'org_acme', targetId: `i${target}`, at: AT + at, ...rest })[0]!),
    )
    const rows = async (facts: readonly ActivityRow[]) => db.write(async (tx: Tx) => {
      await forgetOrganization(tx, 'org_acme')
      for (const row of facts) await putActivity(tx, row)
      return await tx.read.select().from(tx.tables.activity).orderBy(tx.tables.activity.id)
    })
    await fc.assert(fc.asyncProperty(fc.array(anyFact, { minLength: 1, maxLength: 12 }).chain(facts => fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }))), async ([facts, disturbed]) => {
      const ended = await rows(facts)
      expect(await rows(disturbed)).toEqual(ended)
      // What is shown follows from the rows alone.
      for (const row of ended) {
        const before = ended.filter(one => one.targetId === row.targetId && one.value !== null && one.at < row.at).sort((a, b) => b.at - a.at)[0]
        expect(row.shown).toBe(!row.kind.endsWith('_changed') || (before !== undefined && before.value !== row.value))
      }
    }), { numRuns: runs(300) })
  }, 60_000)
})
