import { describe, expect, it } from 'vitest'
import {
  findInvitation, findMembership, findOrganization, InvalidCursorError, listInvitations, listMembers, organizationSeats, putRow,
  type Database, type InvitationRow, type MembershipRow, type OrganizationRow, type UserRow,
} from '../../../db'
import { tempDatabase } from './temp-database'

const version = { updatedAt: 1, seenAt: 1, deletedAt: null }
const organization = (row: Partial<OrganizationRow> & { id: string }): OrganizationRow =>
  ({ slug: null, name: 'Acme', imageUrl: '', hasImage: false, maxAllowedMemberships: 5, roleSetKey: null, createdAt: 1, filledAt: 1, ...version, ...row })
const user = (row: Partial<UserRow> & { id: string }): UserRow =>
  ({ identifier: null, firstName: null, lastName: null, imageUrl: null, createdAt: 1, searchText: '', enterpriseAccounts: [], ...version, ...row })
const membership = (row: Partial<MembershipRow> & { id: string }): MembershipRow =>
  ({ organizationId: 'org_a', userId: 'user_1', role: 'org:member', roleName: 'Member', permissions: [], createdAt: 1, ...version, ...row })
const invitation = (row: Partial<InvitationRow> & { id: string }): InvitationRow =>
  ({ organizationId: 'org_a', emailAddress: 'a@example.com', role: 'org:member', roleName: 'Member', status: 'pending', createdAt: 1, expiresAt: null, userId: null, ...version, ...row })

interface Rows { organizations?: OrganizationRow[], users?: UserRow[], memberships?: MembershipRow[], invitations?: InvitationRow[] }

const put = (db: Database, rows: Rows) => db.write(async (tx) => {
  for (const row of rows.organizations ?? []) await putRow(tx, 'organizations', row)
  for (const row of rows.users ?? []) await putRow(tx, 'users', row)
  for (const row of rows.memberships ?? []) await putRow(tx, 'memberships', row)
  for (const row of rows.invitations ?? []) await putRow(tx, 'invitations', row)
})

/** Two organizations with 25 members and 25 invitations each, of the same people, some at the same time. */
async function twoTenants() {
  const db = await tempDatabase()
  const numbers = Array.from({ length: 25 }, (_, at) => at)
  const users = numbers.map(n => user({ id: `user_${n}`, firstName: `First${n}`, identifier: `p${n}@example.com`, searchText: `first${n} p${n}@example.com` }))
  const of = (key: string) => ({
    organizations: [organization({ id: `org_${key}`, slug: key, name: key.toUpperCase() })],
    users,
    memberships: numbers.map(n => membership({ id: `orgmem_${key}${n}`, organizationId: `org_${key}`, userId: `user_${n}`, createdAt: Math.floor(n / 4) })),
    invitations: numbers.map(n => invitation({ id: `orginv_${key}${n}`, organizationId: `org_${key}`, emailAddress: `${key}${n}@example.com`, createdAt: Math.floor(n / 4) })),
  })
  await put(db, of('a'))
  await put(db, of('b'))
  return db
}

const listQuery = { limit: 7, status: 'pending' as const }

describe('lists', () => {
  it.each([['members', listMembers], ['invitations', listInvitations]] as const)('pages through %s of one organization, each row once', async (_, list) => {
    const db = await twoTenants()
    const seen: { id: string, createdAt: number }[] = []
    let cursor: string | undefined
    do {
      const page = await list(db, 'org_a', { ...listQuery, cursor })
      expect(page.totalCount).toBe(25)
      expect(page.data.length).toBeLessThanOrEqual(7)
      seen.push(...page.data)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen.map(row => row.id)).size).toBe(25)
    expect(seen.every(row => /^org(mem|inv)_a/.test(row.id))).toBe(true)
    expect(seen.map(row => row.createdAt)).toEqual(seen.map(row => row.createdAt).sort((a, b) => b - a))
  })

  it('keep their place when rows come and go between two pages', async () => {
    const db = await twoTenants()
    const first = await listMembers(db, 'org_a', { limit: 5 })
    await put(db, {
      users: [user({ id: 'user_new' })],
      memberships: [
        membership({ id: 'orgmem_new', userId: 'user_new', createdAt: 99 }),
        membership({ id: first.data[1]?.id ?? '', deletedAt: 100 }),
      ],
    })
    const second = await listMembers(db, 'org_a', { limit: 100, cursor: first.nextCursor ?? '' })
    expect([...first.data, ...second.data].map(row => row.id)).toHaveLength(25)
    expect(new Set([...first.data, ...second.data].map(row => row.id)).size).toBe(25)
  })

  it('end without a cursor on an exact page', async () => {
    const db = await twoTenants()
    expect(await listMembers(db, 'org_a', { limit: 25 })).toMatchObject({ nextCursor: null, totalCount: 25 })
  })

  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  it.each(['nonsense', '', '%%%', cursor({}), cursor([1]), cursor(['1', 'a']), cursor([1.5, 'a']), cursor([1, 2])])('refuse the cursor %j', async (bad) => {
    const db = await tempDatabase()
    await expect(listMembers(db, 'org_a', { limit: 5, cursor: bad })).rejects.toThrow(InvalidCursorError)
    await expect(listInvitations(db, 'org_a', { ...listQuery, cursor: bad })).rejects.toThrow(InvalidCursorError)
  })
})

describe('search', () => {
  it('finds members by name and identifier, in one organization, whatever the case', async () => {
    const db = await twoTenants()
    expect(await listMembers(db, 'org_a', { limit: 50, query: 'FIRST2' })).toMatchObject({ totalCount: 6, data: { length: 6 } })
    const byMail = await listMembers(db, 'org_b', { limit: 50, query: 'p17@' })
    expect(byMail.data.map(row => row.id)).toEqual(['orgmem_b17'])
    expect(await listMembers(db, 'org_a', { limit: 50, query: 'nobody' })).toEqual({ data: [], totalCount: 0, nextCursor: null })
  })

  it('takes the pattern characters of LIKE literally', async () => {
    const db = await twoTenants()
    await put(db, { users: [user({ id: 'user_0', searchText: '100%_\\ été' })] })
    for (const query of ['%', '_', '\\', '100%_\\', 'ÉTÉ']) expect((await listMembers(db, 'org_a', { limit: 50, query })).data.map(row => row.userId)).toEqual(['user_0'])
  })

  it('finds invitations by address', async () => {
    const db = await twoTenants()
    const found = await listInvitations(db, 'org_a', { ...listQuery, query: 'A24@' })
    expect(found.data.map(row => row.emailAddress)).toEqual(['a24@example.com'])
    expect((await listInvitations(db, 'org_a', { ...listQuery, query: 'b1' })).totalCount).toBe(0)
  })
})

describe('organizations', () => {
  it('are found by id and slug, and not once they are gone', async () => {
    const db = await twoTenants()
    expect((await findOrganization(db, 'a'))?.id).toBe('org_a')
    expect((await findOrganization(db, 'org_b'))?.slug).toBe('b')
    await put(db, { organizations: [organization({ id: 'org_a', slug: 'a', deletedAt: 5 })] })
    expect(await findOrganization(db, 'a')).toBeUndefined()
    expect(await findOrganization(db, 'org_a')).toBeUndefined()
  })

  it('a slug in use again names its newest holder', async () => {
    const db = await twoTenants()
    await put(db, { organizations: [organization({ id: 'org_0', slug: 'a', createdAt: 9 }), organization({ id: 'org_9', slug: 'a', createdAt: 99, deletedAt: 100 })] })
    expect((await findOrganization(db, 'a'))?.id).toBe('org_0')
  })

  it('an id is never mistaken for another one\'s slug', async () => {
    const db = await twoTenants()
    await put(db, { organizations: [organization({ id: 'org_x', slug: 'org_a', createdAt: 99 })] })
    expect((await findOrganization(db, 'org_a'))?.id).toBe('org_a')
  })

  it('count seats: live members, open invitations, 0 as no limit', async () => {
    const db = await twoTenants()
    await put(db, {
      memberships: [membership({ id: 'orgmem_a0', deletedAt: 5 })],
      invitations: [
        invitation({ id: 'orginv_a0', status: 'revoked' }),
        invitation({ id: 'orginv_a1', expiresAt: 1000 }),
        invitation({ id: 'orginv_a2', expiresAt: 3000 }),
      ],
    })
    expect(await organizationSeats(db, 'org_a', 2000)).toEqual({ used: 24, pending: 23, limit: 5 })
    await put(db, { organizations: [organization({ id: 'org_a', maxAllowedMemberships: 0 })] })
    expect((await organizationSeats(db, 'org_a')).limit).toBeNull()
    expect(await organizationSeats(db, 'org_unknown')).toEqual({ used: 0, pending: 0, limit: null })
  })
})

describe('memberships', () => {
  it('are one organization\'s: the other tenant\'s row never answers', async () => {
    const db = await twoTenants()
    await put(db, { users: [user({ id: 'user_only_b' })], memberships: [membership({ id: 'orgmem_only_b', organizationId: 'org_b', userId: 'user_only_b' })] })
    expect(await findMembership(db, 'org_a', 'user_only_b')).toBeUndefined()
    expect((await findMembership(db, 'org_b', 'user_only_b'))?.id).toBe('orgmem_only_b')
  })

  it('prefer the live row, then the newest tombstone', async () => {
    const db = await twoTenants()
    await put(db, { memberships: [
      membership({ id: 'orgmem_old', userId: 'user_1', createdAt: 50, deletedAt: 60 }),
      membership({ id: 'orgmem_older', userId: 'user_1', createdAt: 40, deletedAt: 45 }),
    ] })
    expect((await findMembership(db, 'org_a', 'user_1'))?.id).toBe('orgmem_a1')
    await put(db, { memberships: [membership({ id: 'orgmem_a1', userId: 'user_1', deletedAt: 70 })] })
    expect(await findMembership(db, 'org_a', 'user_1')).toMatchObject({ id: 'orgmem_old', deletedAt: 60 })
  })

  it('keep their permissions as a list', async () => {
    const db = await twoTenants()
    await put(db, { memberships: [membership({ id: 'orgmem_a1', permissions: ['org:sys_memberships:read'] })] })
    expect((await findMembership(db, 'org_a', 'user_1'))?.permissions).toEqual(['org:sys_memberships:read'])
  })
})

describe('invitations', () => {
  it('count as expired once their time is over', async () => {
    const db = await twoTenants()
    await put(db, { invitations: [invitation({ id: 'orginv_a3', expiresAt: 1000 }), invitation({ id: 'orginv_a4', status: 'revoked', expiresAt: 1000 })] })
    expect((await findInvitation(db, 'org_a', 'orginv_a3', 999))?.status).toBe('pending')
    expect((await findInvitation(db, 'org_a', 'orginv_a3', 1000))?.status).toBe('expired')
    expect((await findInvitation(db, 'org_a', 'orginv_a4', 2000))?.status).toBe('revoked')
    expect((await listInvitations(db, 'org_a', { ...listQuery, status: 'expired' }, 2000)).data.map(row => row.id)).toEqual(['orginv_a3'])
    expect((await listInvitations(db, 'org_a', listQuery, 2000)).totalCount).toBe(23)
  })

  it('of another organization are not found', async () => {
    const db = await twoTenants()
    expect(await findInvitation(db, 'org_b', 'orginv_a1')).toBeUndefined()
    expect((await findInvitation(db, 'org_a', 'orginv_a1'))?.emailAddress).toBe('a1@example.com')
  })
})
