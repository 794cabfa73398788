import { describe, expect, it } from 'vitest'
import { findFormerSlug, listMemberAccounts, listMembers } from '../../../../db'
import { applyChanges, projectEvent } from '../../../../server/ingest'
import { projectConnection } from '../../../../server/ingest/project/project-domains'
import { eventSchema } from '../../../../server/ingest/project/resources'
import { allRows, tempDatabase } from '../../db/temp-database'
import { deleted, event, membership, organization, user } from '../fixtures/payloads'

const AT = 1_700_000_000_000

async function setup() {
  const db = await tempDatabase()
  const send = (type: string, data: object, at = AT) => db.write(tx => applyChanges(tx, projectEvent(eventSchema.parse(event(type, data, at))) ?? []))
  await send('organizationMembership.created', membership())
  return { db, send }
}

describe('accounts at identity providers', () => {
  const account = { object: 'enterprise_account', id: 'entacc_1', provider: 'saml_okta', active: true, email_address: 'ada@example.com', enterprise_connection: { id: 'ent_1' }, last_authenticated_at: AT + 5 }

  it('are known by the person\'s events, mark a member of the connection\'s organization, and are erased with the person', async () => {
    const { db, send } = await setup()
    await send('user.updated', { ...user(), updated_at: AT + 5, enterprise_accounts: [account, { ...account, id: 'entacc_2', enterprise_connection: null, enterprise_connection_id: 'ent_0', last_authenticated_at: null }] }, AT + 5)
    expect(await listMemberAccounts(db, 'org_acme')).toEqual([[{ connectionId: 'ent_0', lastAt: null }, { connectionId: 'ent_1', lastAt: AT + 5 }]])
    const mark = async () => (await listMembers(db, 'org_acme', { limit: 5 })).data.map(({ connection }) => connection)
    const connection = { id: 'ent_1', organization_id: 'org_acme', name: 'Okta', provider: 'saml_okta', domains: [], active: true, created_at: AT, updated_at: AT }
    expect(await mark()).toEqual([null])
    await db.write(tx => applyChanges(tx, projectConnection({ ...connection, organization_id: 'org_beta', id: 'ent_0' }, AT)))
    expect(await mark()).toEqual([null])
    await db.write(tx => applyChanges(tx, projectConnection(connection, AT)))
    expect(await mark()).toEqual(['Okta'])
    await db.write(tx => applyChanges(tx, projectConnection({ ...connection, active: false, updated_at: AT + 1 }, AT + 1)))
    expect(await mark()).toEqual([null])

    // What only a membership tells of the person takes nothing away.
    await send('organizationMembership.updated', { ...membership(), updated_at: AT + 6 }, AT + 6)
    expect(await listMemberAccounts(db, 'org_acme')).toHaveLength(1)
    await send('user.deleted', deleted('user', 'user_ada'), AT + 7)
    expect((await allRows(db, 'users')).map(({ enterpriseAccounts }) => enterpriseAccounts)).toEqual([[]])
  })
})

describe('a slug that was given up', () => {
  it('leads members to the new one, whatever order the events came in, and nobody to the one they asked for', async () => {
    const { db, send } = await setup()
    const former = (userId: string, slug: string) => db.write(tx => findFormerSlug(tx, userId, slug))
    const named = (slug: string, at: number) => send('organization.updated', organization({ slug, updated_at: at }), at)
    await named('third', AT + 30)
    await named('first', AT + 10)
    await named('second', AT + 20)
    for (const old of ['first', 'second']) expect(await former('user_ada', old), old).toBe('third')
    expect(await former('user_ada', 'third')).toBeUndefined()
    expect(await former('user_bob', 'first')).toBeUndefined()
    await send('organization.deleted', deleted('organization', 'org_acme'), AT + 40)
    expect(await former('user_ada', 'first')).toBeUndefined()
  })
})
