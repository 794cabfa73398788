import { describe, expect, it } from 'vitest'
import { findOrganization, getSyncState, listInvitations, listMembers, putRow, putSyncState } from '../../../db'
import { ingestWebhook } from '../../../server/ingest'
import { event, membership, newSecret, organization, publicUser, signed } from '../ingest/fixtures/payloads'
import { tempDatabase } from './temp-database'

describe('U+0000, which JSON allows and a text in PostgreSQL does not', () => {
  it('is left out of what is kept', async () => {
    const db = await tempDatabase()
    await db.write(tx => putSyncState(tx, 'a\0b', 'one\0two\0'))
    expect(await getSyncState(db, 'ab')).toMatchObject({ key: 'ab', value: 'onetwo' })
    expect(await getSyncState(db, 'a\0b')).toMatchObject({ key: 'ab' })
  })

  it('does no harm in an event, wherever it stands', async () => {
    const db = await tempDatabase(), secret = newSecret()
    const send = (body: string | object, id: string) => ingestWebhook({ db, secrets: [secret] }, signed(secret, body, id))
    const odd = membership({
      role_name: 'Ad\0min', permissions: ['org:a\0:read'], organization: organization({ name: '\0Acme', slug: 'ac\0me' }), public_user_data: publicUser({ first_name: 'A\0da', identifier: '\0' }),
    })
    expect(await send(event('organizationMembership.created', odd), 'msg_1')).toEqual({ outcome: 'applied' })
    expect(await findOrganization(db, 'acme')).toMatchObject({ name: 'Acme' })
    expect((await listMembers(db, 'org_acme', { limit: 5 })).data).toMatchObject([{ firstName: 'Ada', roleName: 'Admin', identifier: '' }])
    expect(await send('{"type":"a\0b"}', 'msg_2')).toEqual({ outcome: 'quarantined' })
    expect(await send(event('ga\0laxy', {}), 'msg_3')).toEqual({ outcome: 'ignored' })
  })

  it('finds nothing more and nothing less in a search, a key or a cursor', async () => {
    const db = await tempDatabase()
    const cursor = Buffer.from(JSON.stringify([1, 'orgmem_\0'])).toString('base64url')
    expect(await findOrganization(db, 'ac\0me')).toBeUndefined()
    expect((await listMembers(db, 'org_acme', { limit: 5, cursor, query: '\0' })).data).toEqual([])
    expect((await listInvitations(db, 'org_a\0cme', { limit: 5, cursor, query: 'a\0', status: 'pending' })).data).toEqual([])
  })
})

describe('a statement that fails', () => {
  it('brings none of its values into the error, which is kept and logged', async () => {
    const db = await tempDatabase()
    const row = { id: 'orgmem_1', organizationId: 'org_nowhere', userId: null, role: 'org:confidential', roleName: 'R', permissions: [], createdAt: 1, updatedAt: 1, seenAt: 1, deletedAt: null }
    const error: unknown = await db.write(tx => putRow(tx, 'memberships', row)).catch((reason: unknown) => reason)
    expect(String(error)).toMatch(/foreign key/i)
    expect(String(error)).not.toMatch(/confidential|org_nowhere/)
  })
})
