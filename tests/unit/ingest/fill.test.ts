import { describe, expect, it } from 'vitest'
import { findInvitation, findMembership, findOrganization, listMembers, organizationSeats } from '../../../db'
import { fillOrganization, mirrorInvitation, mirrorMembership, mirrorOrganization, mirrorUser, refreshMembership } from '../../../server/ingest'
import { tempDatabase } from '../db/temp-database'
import { fakeClerk } from './fixtures/fake-clerk'
import { dump, invitation, membership, organization, publicUser } from './fixtures/payloads'

const members = (count: number) => Array.from({ length: count }, (_, at) =>
  membership({ id: `orgmem_${at}`, public_user_data: publicUser({ user_id: `user_${at}` }), created_at: 1_700_000_000_000 + at }))

/** Clerk with one organization, on an instance without domains, single sign-on and Billing. */
const acme = (list: { members?: object[], invitations?: object[] }) => (url: URL) => {
  if (url.pathname.endsWith('/memberships')) return { list: list.members ?? [] }
  if (url.pathname.endsWith('/invitations')) return { list: list.invitations ?? [] }
  return url.pathname.endsWith('/org_acme') ? { resource: organization() } : { status: 404 }
}

describe('fillOrganization', () => {
  it('brings in every page, and says so', async () => {
    const db = await tempDatabase()
    const { clerk, requests } = await fakeClerk(acme({ members: members(25), invitations: [invitation()] }))
    const before = Date.now()
    await fillOrganization({ db, clerk }, 'org_acme', { pageSize: 10 })
    expect(requests.slice(0, 6)).toEqual(['/org_acme from 0', '/org_acme/memberships from 0', '/org_acme/memberships from 10', '/org_acme/memberships from 20', '/org_acme/invitations from 0', '/org_acme/domains from 0'])
    expect(await organizationSeats(db, 'org_acme')).toEqual({ used: 25, pending: 1, limit: 5 })
    expect((await findOrganization(db, 'acme'))?.filledAt).toBeGreaterThanOrEqual(before)
    expect((await findMembership(db, 'org_acme', 'user_24'))?.permissions).toContain('org:sys_memberships:manage')
    expect((await findInvitation(db, 'org_acme', 'orginv_bob'))?.emailAddress).toBe('bob@example.com')
  })

  it('is one run for all who ask at the same time', async () => {
    const db = await tempDatabase()
    const { clerk, requests } = await fakeClerk(acme({ members: members(3) }))
    await Promise.all(Array.from({ length: 20 }, () => fillOrganization({ db, clerk }, 'org_acme')))
    expect(requests).toEqual([...new Set(requests)])
  })

  it('reads a list again that changed meanwhile, and misses nobody', async () => {
    const db = await tempDatabase()
    let list = members(25)
    const { clerk } = await fakeClerk((url) => {
      // Someone from the first page leaves before the second is asked for: offsets shift by one.
      if (url.searchParams.get('offset') === '10') list = list.slice(-24)
      return acme({ members: list })(url)
    })
    await fillOrganization({ db, clerk }, 'org_acme', { pageSize: 10 })
    const mirrored = await listMembers(db, 'org_acme', { limit: 100 })
    for (const { id } of list) expect(mirrored.data.map(row => row.id)).toContain(id)
  })

  it('does not call an organization filled whose list broke off', async () => {
    const db = await tempDatabase()
    const { clerk } = await fakeClerk(url => url.searchParams.get('offset') === '10' ? { status: 500 } : acme({ members: members(25) })(url))
    await expect(fillOrganization({ db, clerk }, 'org_acme', { pageSize: 10 })).rejects.toMatchObject({ status: 500 })
    expect(await findOrganization(db, 'acme')).toMatchObject({ filledAt: null })
  })

  it('fails at once while the back-off lasts, then tries again', async () => {
    const db = await tempDatabase()
    let down = true
    const { clerk, requests } = await fakeClerk(url => down ? { status: 503 } : acme({})(url))
    const ask = () => fillOrganization({ db, clerk }, 'org_acme', { backOff: 300 })
    await expect(ask()).rejects.toMatchObject({ status: 503 })
    const asked = requests.length
    await expect(ask()).rejects.toMatchObject({ status: 503 })
    expect(requests).toHaveLength(asked)
    down = false
    await new Promise(resolve => setTimeout(resolve, 320))
    await ask()
    expect((await findOrganization(db, 'acme'))?.filledAt).toBeTruthy()
  })

  it('tombstones a mirrored organization that Clerk no longer knows, and leaves an unknown one unknown', async () => {
    const db = await tempDatabase()
    await mirrorMembership(db, membership() as never)
    const { clerk } = await fakeClerk(() => ({ status: 404 }))
    await fillOrganization({ db, clerk }, 'org_acme')
    await fillOrganization({ db, clerk }, 'org_other')
    expect(await findOrganization(db, 'acme')).toBeUndefined()
    expect((await findMembership(db, 'org_acme', 'user_ada'))?.deletedAt).toBeTruthy()
    expect((await dump(db)).organizations).toHaveLength(1)
  })
})

describe('refreshMembership', () => {
  it('mirrors what Clerk says now', async () => {
    const db = await tempDatabase()
    await mirrorMembership(db, membership() as never)
    const { clerk } = await fakeClerk(url => ({ list: url.searchParams.get('user_id') === 'user_ada' ? [membership({ role: 'org:member', updated_at: 1_800_000_000_000 })] : [] }))
    expect(await refreshMembership({ db, clerk }, 'org_acme', 'user_ada')).toMatchObject({ role: 'org:member' })
  })

  it('takes a change of permissions that left the version as it was', async () => {
    const db = await tempDatabase()
    await mirrorMembership(db, membership() as never)
    await new Promise(resolve => setTimeout(resolve, 2))
    const { clerk } = await fakeClerk(() => ({ list: [membership({ permissions: [] })] }))
    expect(await refreshMembership({ db, clerk }, 'org_acme', 'user_ada')).toMatchObject({ permissions: [] })
  })

  it.each([['an empty list', () => ({ list: [] })], ['404', () => ({ status: 404 })]])('tombstones what Clerk no longer knows: %s', async (_, answer) => {
    const db = await tempDatabase()
    await mirrorMembership(db, membership() as never)
    const { clerk } = await fakeClerk(answer)
    expect(await refreshMembership({ db, clerk }, 'org_acme', 'user_ada')).toBeUndefined()
    expect((await findMembership(db, 'org_acme', 'user_ada'))?.deletedAt).toBeTruthy()
  })

  it('does not bury a membership that is seconds old', async () => {
    const db = await tempDatabase()
    await mirrorMembership(db, membership({ created_at: Date.now() }) as never)
    const { clerk } = await fakeClerk(() => ({ list: [] }))
    expect(await refreshMembership({ db, clerk }, 'org_acme', 'user_ada')).toBeUndefined()
    expect((await findMembership(db, 'org_acme', 'user_ada'))?.deletedAt).toBeNull()
  })

  it('changes nothing when Clerk fails', async () => {
    const db = await tempDatabase()
    await mirrorMembership(db, membership() as never)
    const { clerk } = await fakeClerk(() => ({ status: 500 }))
    await expect(refreshMembership({ db, clerk }, 'org_acme', 'user_ada')).rejects.toMatchObject({ status: 500 })
    expect((await findMembership(db, 'org_acme', 'user_ada'))?.deletedAt).toBeNull()
  })
})

describe('answers of the Backend API', () => {
  it('take the same way as webhooks: the SDK\'s raw JSON', async () => {
    const db = await tempDatabase()
    const { clerk } = await fakeClerk(url => url.pathname.includes('/users/')
      ? { resource: { object: 'user', id: 'user_ada', first_name: 'Augusta', last_name: null, username: null, image_url: '', primary_email_address_id: null, email_addresses: [], phone_numbers: [], web3_wallets: [], external_accounts: [], enterprise_accounts: [], created_at: 1, updated_at: 1_900_000_000_000 } }
      : url.pathname.endsWith('/invitations/orginv_bob') ? { resource: invitation() } : { resource: organization({ object: 'organization' }) })
    await mirrorOrganization(db, (await clerk.organizations.getOrganization({ organizationId: 'org_acme' })).raw)
    await mirrorInvitation(db, (await clerk.organizations.getOrganizationInvitation({ organizationId: 'org_acme', invitationId: 'orginv_bob' })).raw)
    await mirrorMembership(db, membership() as never)
    await mirrorUser(db, (await clerk.users.getUser('user_ada')).raw)
    expect(await findOrganization(db, 'acme')).toMatchObject({ name: 'Acme' })
    expect(await findInvitation(db, 'org_acme', 'orginv_bob')).toMatchObject({ status: 'pending' })
    expect((await listMembers(db, 'org_acme', { limit: 5 })).data).toMatchObject([{ firstName: 'Augusta', lastName: null }])
  })

  it('must be there', async () => {
    await expect(mirrorOrganization(await tempDatabase(), null)).rejects.toThrow()
  })
})
